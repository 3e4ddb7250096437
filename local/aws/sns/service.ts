import { sns } from '../../../catalog/services/sns';
import { type LocalService } from '../service';
import { SnsService } from './sns';

export const snsService: LocalService<SnsService> = {
  service: sns,
  stands: ['aws_sns_topic', 'aws_sns_topic_policy', 'aws_sns_topic_subscription'],
  needs: {},
  standUp({ stack, access, clock }) {
    const value = new SnsService(stack, access, clock);
    return { value, wire: value.wire };
  },
};
