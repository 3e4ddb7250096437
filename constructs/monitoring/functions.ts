import type { AlarmDefinition } from './alarm';
import { ofFunction } from './metrics';

const FIVE_MINUTES = 300;

/**
 * A function's own two ways to go wrong. One of each is told: five functions run a handful of times a month, so no
 * failure is lost in a crowd.
 * @param handler the name of its file in `lambdas/`
 */
export const functionAlarms = (handler: string, name: string): AlarmDefinition[] => [
  {
    what: `${handler}-errors`,
    means: `The function ${name} failed, or ran out of its time or memory.`,
    todo:
      `read why: aws logs tail /aws/lambda/${name} --since 1h. If no alarm tells of a failed report or of the ` +
      'dead-letter queue by now, a retry did the work and nothing is left to do.',
    watches: ofFunction('Errors', name, 'Sum', FIVE_MINUTES),
    alarmsWhen: { is: '>=', than: 1 },
    // Reported only when the function runs.
    missingData: 'notBreaching',
  },
  {
    what: `${handler}-throttles`,
    means: `Lambda refused to run ${name}: the account's concurrent executions are used up.`,
    todo:
      'see who uses them: aws lambda get-account-settings, and the metric ConcurrentExecutions by function. Lower ' +
      'theirs, or raise the quota (Service Quotas, Lambda, "Concurrent executions").',
    watches: ofFunction('Throttles', name, 'Sum', FIVE_MINUTES),
    alarmsWhen: { is: '>=', than: 1 },
    // Reported only when the function is asked to run.
    missingData: 'notBreaching',
  },
];
