import { cloudwatch } from '../../../catalog/services/cloudwatch';
import { type LocalService } from '../service';
import { type SnsService } from '../sns/sns';
import { CloudWatchService } from './cloudwatch';

export const cloudWatchService: LocalService<CloudWatchService, { readonly sns: SnsService }> = {
  service: cloudwatch,
  stands: ['aws_cloudwatch_metric_alarm'],
  refuses: [],
  otherwise: [
    "Alarms look at the metrics that the local run reports, on the account's clock; nothing keeps a metric beyond the run.",
  ],
  needs: { sns: true },
  standUp({ stack, access, clock }, { sns }) {
    const value = new CloudWatchService({ stack, access, clock, sns });
    return { value, stop: () => value.close() };
  },
};
