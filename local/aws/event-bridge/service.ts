import { eventBridge } from '../../../catalog/services/event-bridge';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { jsonService } from '../endpoint/protocols';
import { type LambdaService } from '../lambda/lambda';
import { type LocalService } from '../service';
import { type SnsService } from '../sns/sns';
import { type SqsService } from '../sqs/sqs';
import { EventsService } from './events';
import { keptDeliveries } from './kept-deliveries';
import { eventsOperations } from './operations';

/** Targets, and where it reports to. */
interface Needs {
  readonly lambda: LambdaService;
  readonly sns: SnsService;
  readonly sqs: SqsService;
  readonly cloudWatch: CloudWatchService;
}

export const eventBridgeService: LocalService<EventsService, Needs> = {
  service: eventBridge,
  stands: ['aws_cloudwatch_event_rule', 'aws_cloudwatch_event_target'],
  refuses: [
    'A pattern is refused, when the stack is stood up, with more than two wildcards in one text, `equals-ignore-case` beyond ASCII, a quotation mark in `prefix` or `suffix`, or a number that a double does not hold.',
    'A path in a transformer is refused with wildcards; a template that is neither one JSON object nor a JSON string a line.',
    'A target that is no function, topic or queue is refused, and a version or alias of a function; a rule’s third state; so is a schedule in a form that AWS’s page does not speak of (`LW`, steps through a range).',
    'PutEvents: a `Time` that is no number, a `Detail` with a number that is not kept to the letter (`1.0`), a bus of another account or Region, for a rule too.',
    'An event that has null, or a list or object with a backslash in it, for a variable within quotes is delivered to nobody, and the delivery says why.',
  ],
  otherwise: [
    "A rule fires on the account's clock, once: AWS delivers at least once, and within a minute of a cron's time.",
  ],
  needs: { lambda: true, sns: true, sqs: true, cloudWatch: true },
  standUp({ stack, access, clock }, { cloudWatch, ...targets }) {
    const value = new EventsService({ stack, access, clock, ...targets });
    const reporter = new Reporter(cloudWatch);
    value.onDelivery((delivery) => reporter.ruled(delivery));
    return {
      value,
      // 1 MiB of entries, whose details are JSON within JSON: the service counts the entries.
      wire: {
        ...jsonService('AWSEvents', '1.1', eventsOperations(value, stack)),
        largestBody: 4 * 1024 * 1024,
      },
      stop: () => value.close(),
      keep: () => keptDeliveries(value),
    };
  },
};
