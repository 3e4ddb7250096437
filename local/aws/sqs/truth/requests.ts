import { type OperatorTruth } from '../../operator-truth';

const url = 'https://sqs.eu-west-1.amazonaws.com/000000000000/report-schedule-dlq-dev-blog';
const page = (operation: string) => ({
  page: `https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_${operation}.html`,
});

export const sqsTruths: readonly OperatorTruth[] = [
  {
    says: 'A queue that is not there: QueueDoesNotExist, which older clients know as AWS.SimpleQueueService.NonExistentQueue',
    source: page('GetQueueUrl'),
    operation: 'GetQueueUrl',
    input: { QueueName: 'nope' },
    error: 'QueueDoesNotExist',
  },
  {
    says: 'An address of elsewhere: InvalidAddress',
    source: page('ReceiveMessage'),
    operation: 'ReceiveMessage',
    input: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/x' },
    error: 'InvalidAddress',
  },
  {
    says: 'MaxNumberOfMessages: "Valid values: 1 to 10"',
    source: page('ReceiveMessage'),
    operation: 'ReceiveMessage',
    input: { QueueUrl: url, MaxNumberOfMessages: 11 },
    error: 'InvalidParameterValue',
  },
  {
    says: 'A visibility timeout is at most 12 hours',
    source: page('ReceiveMessage'),
    operation: 'ReceiveMessage',
    input: { QueueUrl: url, VisibilityTimeout: 43_201 },
    error: 'InvalidParameterValue',
  },
  {
    says: 'A number is no text',
    source: { model: 'sqs ReceiveMessageRequest: MaxNumberOfMessages of NullableInteger' },
    operation: 'ReceiveMessage',
    input: { QueueUrl: url, MaxNumberOfMessages: '1' },
    error: 'SerializationException',
  },
  {
    says: 'Of FIFO queues, of which there is none: refused by its name',
    source: page('ReceiveMessage'),
    operation: 'ReceiveMessage',
    input: { QueueUrl: url, ReceiveRequestAttemptId: 'x' },
    error: 'InvalidParameterValue',
  },
  {
    says: 'An attribute that no queue has: InvalidAttributeName',
    source: page('GetQueueAttributes'),
    operation: 'GetQueueAttributes',
    input: { QueueUrl: url, AttributeNames: ['Colour'] },
    error: 'InvalidAttributeName',
  },
  {
    says: 'Of a queue on its defaults: 30 seconds hidden, none of waiting or delay',
    source: page('GetQueueAttributes'),
    operation: 'GetQueueAttributes',
    input: { QueueUrl: url, AttributeNames: ['VisibilityTimeout', 'ReceiveMessageWaitTimeSeconds', 'DelaySeconds'] },
    answer: { Attributes: { VisibilityTimeout: '30', ReceiveMessageWaitTimeSeconds: '0', DelaySeconds: '0' } },
  },
  {
    says: 'A receipt handle that is none: ReceiptHandleIsInvalid',
    source: page('DeleteMessage'),
    operation: 'DeleteMessage',
    input: { QueueUrl: url, ReceiptHandle: 'x' },
    error: 'ReceiptHandleIsInvalid',
  },
  {
    says: 'Sending is of services: refused by its name',
    source: page('SendMessage'),
    operation: 'SendMessage',
    input: { QueueUrl: url, MessageBody: 'x' },
    error: 'InvalidAction',
  },
];
