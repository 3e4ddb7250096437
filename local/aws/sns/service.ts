import { sns } from '../../../catalog/services/sns';
import { type LocalService } from '../service';
import { queryService } from '../endpoint/protocols';
import { keptOutbox } from './kept-outbox';
import { snsOperations } from './operations';
import { SnsService } from './sns';

export const snsService: LocalService<SnsService> = {
  service: sns,
  stands: ['aws_sns_topic', 'aws_sns_topic_policy', 'aws_sns_topic_subscription'],
  refuses: [
    'A subscriber within the account (`sqs`, `lambda`, `firehose`, `application`) is refused when the stack is stood up, and an endpoint that is none of its protocol; filter policies with every other argument that nobody reads.',
    'Publish: a phone number, a message group, bytes that are no base64, a `MessageStructure` but `json`, a `String.Array` that is no list, a `Number` of which it is not known whether AWS takes it; with a `MessageStructure`, a value that is neither text, list nor object, but a number or null under `default`.',
  ],
  otherwise: [
    'Nothing is sent: a message lies in the outbox, and `npm start -- --serve` prints it.',
    'Every subscription is confirmed; no `SubscriptionPrincipal` is told, for nobody subscribed.',
  ],
  needs: {},
  standUp({ stack, access, clock }) {
    const value = new SnsService(stack, access, clock);
    return {
      value,
      wire: queryService('http://sns.amazonaws.com/doc/2010-03-31/', snsOperations(value, stack)),
      keep: () => keptOutbox(value),
    };
  },
};
