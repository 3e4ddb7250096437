import { safeText } from '../shared/safe-text';
import type { Period } from '../shared/period';
import { periodName } from '../shared/wording';
import { snsSubject } from './publish-message';
import { redriveCommand, remedyFor } from './remedy';

/** How an execution ended that made no report. */
export interface Ended {
  executionArn: string;
  name: string;
  status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  error: string | undefined;
  cause: string | undefined;
  /** Undefined where the input is none. */
  period: Period | undefined;
}

interface Origin {
  environment: string;
  application: string;
}

export const noticeSubject = ({ period, name }: Ended, { environment, application }: Origin): string =>
  snsSubject(
    `Not sent: video analytics ${period ? periodName(period) : safeText(name, 40)} (${environment}-${application})`,
  );

/** What subscribers read instead of a report: that there is none, why, and what comes next. */
export function noticeText(ended: Ended, { environment, application }: Origin): string {
  const { period, name, executionArn } = ended;
  const what = period ? `on ${periodName(period)} (${period.startDate} to ${period.endDate})` : `that ${name} makes`;
  return [
    `The report ${what} of ${application} (${environment}) was not sent.`,
    '',
    'Why',
    ...why(ended).map((line) => `  ${line}`),
    '',
    'What comes next',
    '  Nothing by itself. Whoever operates this has been told by an alarm; with the report this notice is settled.',
    ...remedy(ended, environment).map((line) => `  ${line}`),
    '',
    `Execution  ${executionArn}`,
  ].join('\n');
}

const MOST = 500;

function why({ status, error, cause }: Ended): string[] {
  if (status === 'ABORTED') return ['Somebody stopped it.'];
  if (status === 'TIMED_OUT') return ['It took longer than it may.'];
  return [`${safeText(error ?? 'An error without a name', 80)}: ${safeText(messageOf(cause), MOST)}`];
}

/** Lambda's cause is a JSON text with the error's own message; Athena's is a sentence. */
function messageOf(cause: string | undefined): string {
  if (cause === undefined) return 'it has no cause';
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}

/** What whoever operates it does. */
function remedy(ended: Ended, environment: string): string[] {
  const { error, executionArn, period } = ended;
  const dates = period ? `--start ${period.startDate} --end ${period.endDate}` : '--start DATE --end DATE';
  const again = `npm run report -- --env ${environment} ${dates}`;
  if (remedyFor(ended) === 'redrive')
    return [
      'To send it, once the reason is gone and within 14 days, resume the execution where it stopped:',
      `  ${redriveCommand(executionArn)}`,
    ];
  if (error === 'InvalidInput') return ['To send it, start it with dates that are right:', `  ${again}`];
  return ['The query was tried three times. To send it, once the reason is gone:', `  ${again}`];
}
