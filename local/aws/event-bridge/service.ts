import { eventBridge } from '../../../catalog/services/event-bridge';
import { jsonService } from '../endpoint/protocols';
import { type LambdaService } from '../lambda/lambda';
import { type LocalService } from '../service';
import { eventsTags } from '../shared/tag-operations';
import { type SnsService } from '../sns/sns';
import { type SqsService } from '../sqs/sqs';
import { EventsService } from './events';
import { eventsOperations } from './operations';

/** Targets. */
interface Needs {
  readonly lambda: LambdaService;
  readonly sns: SnsService;
  readonly sqs: SqsService;
}

export const eventBridgeService: LocalService<EventsService, Needs> = {
  service: eventBridge,
  stands: ['aws_cloudwatch_event_rule', 'aws_cloudwatch_event_target'],
  refuses: [],
  otherwise: [
    "A rule fires on the account's clock, once: AWS delivers at least once, and within a minute of a cron's time.",
  ],
  needs: { lambda: true, sns: true, sqs: true },
  standUp({ stack, access, clock }, needs) {
    const value = new EventsService({ stack, access, clock, ...needs });
    return {
      value,
      // 1 MiB of entries, whose details are JSON within JSON: the service counts the entries.
      wire: {
        ...jsonService('AWSEvents', '1.1', { ...eventsOperations(value, stack), ...eventsTags(stack) }),
        largestBody: 4 * 1024 * 1024,
      },
      stop: () => value.close(),
    };
  },
};
