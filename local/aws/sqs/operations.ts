import { blocksOfType, text } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { checkedOperations, type RequestRules } from '../requests/check';
import { type Call, type Operation } from '../shared/call';
import { AwsError } from '../shared/errors';
import { Input } from '../shared/input';
import { tagsOf } from '../shared/tags';
import { QUEUE_ATTRIBUTES, queueAttributes } from './queue';
import { QueueUrls } from './queue-url';
import { receiveMessage } from './receive-message';
import { sendMessage } from './send-message';
import { type SqsService } from './sqs';

/** "wait 60 seconds regardless of your queue's size": API_PurgeQueue.html */
const PURGE_EVERY = 60_000;

/** What breaks a constraint, SQS tells in words of its own. */
const rules: RequestRules = {
  service: 'sqs',
  code: 'InvalidParameterValue',
  ownConstraints: true,
  served: {
    ListQueues: ['QueueNamePrefix'],
    GetQueueUrl: ['QueueName', 'QueueOwnerAWSAccountId'],
    GetQueueAttributes: ['QueueUrl', 'AttributeNames[]'],
    ListQueueTags: ['QueueUrl'],
    ReceiveMessage: [
      'QueueUrl',
      'MaxNumberOfMessages',
      'VisibilityTimeout',
      'WaitTimeSeconds',
      'MessageSystemAttributeNames[]',
      'AttributeNames[]',
      'MessageAttributeNames[]',
    ],
    SendMessage: ['QueueUrl', 'MessageBody', 'MessageAttributes'],
    DeleteMessage: ['QueueUrl', 'ReceiptHandle'],
    PurgeQueue: ['QueueUrl'],
  },
};

/** What people and functions do with a queue: put in, look, take out, empty. */
export function sqsOperations(sqs: SqsService, endpointUrl: () => string): Record<string, Operation> {
  const { stack, clock } = sqs;
  const urls = new QueueUrls(sqs, endpointUrl);
  const purged = new Map<string, number>();
  /** @throws AwsError for a caller who may not, or no such queue */
  const queueAt = (url: string | undefined, call: Call, action: string): Block => {
    if (url === undefined) throw missing('QueueUrl');
    const arn = urls.arnAt(url);
    call.require(action, arn);
    return found(sqs.find(arn));
  };
  return checkedOperations(rules, {
    ListQueues: async (given, call) => {
      const input = new Input(given);
      // It takes no resource.
      call.require('sqs:ListQueues', '*');
      const prefix = input.text('QueueNamePrefix') ?? '';
      const queues = blocksOfType(stack, 'aws_sqs_queue').filter((queue) => text(queue, 'name').startsWith(prefix));
      return queues.length === 0 ? {} : { QueueUrls: queues.map(urls.of) };
    },
    GetQueueUrl: async (given, call) => {
      const input = new Input(given);
      const name = input.text('QueueName');
      if (name === undefined) throw missing('QueueName');
      const owner = input.text('QueueOwnerAWSAccountId') ?? stack.accountId;
      const arn = `arn:aws:sqs:${stack.region}:${owner}:${name}`;
      call.require('sqs:GetQueueUrl', arn);
      return { QueueUrl: urls.of(found(sqs.find(arn))) };
    },
    GetQueueAttributes: async (given, call) => {
      const input = new Input(given);
      const queue = queueAt(input.text('QueueUrl'), call, 'sqs:GetQueueAttributes');
      const names = input.texts('AttributeNames') ?? [];
      const unknown = names.find((name) => !QUEUE_ATTRIBUTES.includes(name));
      if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
      const all = queueAttributes(stack, queue, sqs.created, sqs.counts(text(queue, 'arn')));
      const asked = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
      return asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) };
    },
    ListQueueTags: async (given, call) => {
      const tags = tagsOf(stack, queueAt(new Input(given).text('QueueUrl'), call, 'sqs:ListQueueTags'));
      return Object.keys(tags).length === 0 ? {} : { Tags: tags };
    },
    ReceiveMessage: async (given, call) => {
      const input = new Input(given);
      const queue = queueAt(input.text('QueueUrl'), call, 'sqs:ReceiveMessage');
      return receiveMessage(sqs, queue, input, call);
    },
    SendMessage: async (given, call) => {
      const queue = queueAt(new Input(given).text('QueueUrl'), call, 'sqs:SendMessage');
      return sendMessage(sqs, queue, given, call);
    },
    DeleteMessage: async (given, call) => {
      const input = new Input(given);
      const queue = queueAt(input.text('QueueUrl'), call, 'sqs:DeleteMessage');
      const handle = input.text('ReceiptHandle');
      if (handle === undefined) throw missing('ReceiptHandle');
      if (!/^[\da-f-]{36}:[\da-f-]{36}$/.test(Buffer.from(handle, 'base64').toString())) {
        throw new AwsError(
          'ReceiptHandleIsInvalid',
          `The input receipt handle "${handle}" is not a valid receipt handle.`,
          404,
        );
      }
      sqs.delete(text(queue, 'arn'), handle);
    },
    PurgeQueue: async (given, call) => {
      const queue = queueAt(new Input(given).text('QueueUrl'), call, 'sqs:PurgeQueue');
      const arn = text(queue, 'arn');
      const now = clock.now().getTime();
      if (now - (purged.get(arn) ?? -Infinity) < PURGE_EVERY) {
        throw new AwsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${text(queue, 'name')} is allowed every 60 seconds.`,
          403,
        );
      }
      purged.set(arn, now);
      sqs.purge(arn);
    },
  });
}

function found(queue: Block | undefined): Block {
  if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  return queue;
}

const missing = (name: string): AwsError =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
