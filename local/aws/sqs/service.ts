import { sqs } from '../../../catalog/services/sqs';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { jsonService } from '../endpoint/protocols';
import { severalProtocols } from '../endpoint/several-protocols';
import { type LocalService } from '../service';
import { KeptMessages } from './kept-messages';
import { sqsOperations } from './operations';
import { SqsService } from './sqs';

export const sqsService: LocalService<SqsService, { readonly cloudWatch: CloudWatchService }> = {
  service: sqs,
  stands: ['aws_sqs_queue', 'aws_sqs_queue_policy'],
  refuses: [
    'What changes a queue or moves messages, and what does so several at a time (SendMessageBatch, DeleteMessageBatch).',
    'A message with a delay, a group or system attributes; a FIFO queue; a redrive policy that leads out of the stack.',
    'The Query protocol, of clients before the end of 2023, and pages of ListQueues.',
  ],
  otherwise: [
    'What was received as often as its redrive policy says is moved when somebody next asks the queue, or a function takes of it.',
    'Messages come in the order in which they were sent, each once until its visibility timeout passes.',
    "A queue's address is at this endpoint; that of AWS is understood too.",
  ],
  needs: { cloudWatch: true },
  standUp({ stack, access, clock, endpointUrl }, { cloudWatch }) {
    const value = new SqsService(stack, access, clock);
    const reporter = new Reporter(cloudWatch);
    for (const queue of value.queues()) reporter.queue(queue, () => value.visibleIn(queue));
    value.onSend((queue) => reporter.queued(queue));
    const operations = sqsOperations(value, endpointUrl);
    const wire = severalProtocols('sqs', [jsonService('AmazonSQS', '1.0', operations)]);
    return { value, wire, keep: () => new KeptMessages(value) };
  },
};
