import { sqs } from '../../../catalog/services/sqs';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { type LocalService } from '../service';
import { SqsService } from './sqs';

export const sqsService: LocalService<SqsService, { readonly cloudWatch: CloudWatchService }> = {
  service: sqs,
  stands: ['aws_sqs_queue', 'aws_sqs_queue_policy'],
  refuses: [],
  otherwise: ['What goes in stays until the run ends: no retention passes.'],
  needs: { cloudWatch: true },
  standUp({ stack, access, clock }, { cloudWatch }) {
    const value = new SqsService(stack, access, clock);
    const reporter = new Reporter(cloudWatch);
    for (const queue of value.queues()) reporter.queue(queue, () => value.visibleIn(queue));
    value.onSend((queue) => reporter.queued(queue));
    return { value };
  },
};
