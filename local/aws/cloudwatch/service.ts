import { cloudwatch } from '../../../catalog/services/cloudwatch';
import { type LocalService } from '../service';
import { type SnsService } from '../sns/sns';
import { CloudWatchService } from './cloudwatch';

export const cloudWatchService: LocalService<CloudWatchService, { readonly sns: SnsService }> = {
  service: cloudwatch,
  stands: ['aws_cloudwatch_metric_alarm'],
  needs: { sns: true },
  standUp({ stack, access, clock }, { sns }) {
    const value = new CloudWatchService({ stack, access, clock, sns });
    return { value, stop: () => value.close() };
  },
};
