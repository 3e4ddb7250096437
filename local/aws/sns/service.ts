import { sns } from '../../../catalog/services/sns';
import { type LocalService } from '../service';
import { queryService } from '../endpoint/protocols';
import { snsOperations } from './operations';
import { SnsService } from './sns';

export const snsService: LocalService<SnsService> = {
  service: sns,
  stands: ['aws_sns_topic', 'aws_sns_topic_policy', 'aws_sns_topic_subscription'],
  refuses: [],
  otherwise: ['Nothing is sent: a message lies in the outbox, and `npm start -- --serve` prints it.'],
  needs: {},
  standUp({ stack, access, clock }) {
    const value = new SnsService(stack, access, clock);
    return { value, wire: queryService('http://sns.amazonaws.com/doc/2010-03-31/', snsOperations(value, stack)) };
  },
};
