import { type OperatorTruth } from '../../operator-truth';

const url = 'https://sqs.eu-west-1.amazonaws.com/000000000000/report-schedule-dlq-dev-blog';
const page = (operation: string) => ({
  page: `https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_${operation}.html`,
});
const recorded = (test: string) => ({
  recorded: `localstack/localstack, tests/aws/services/sqs/test_sqs.snapshot.json: ${test}`,
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
    says: 'An empty message: MissingParameter',
    source: recorded('test_send_empty_message'),
    operation: 'SendMessage',
    input: { QueueUrl: url, MessageBody: '' },
    error: 'MissingParameter',
  },
  {
    says: 'A message is at most as long as the queue takes',
    source: recorded('test_send_oversized_message'),
    operation: 'SendMessage',
    input: { QueueUrl: url, MessageBody: 'x'.repeat(262_145) },
    error: 'InvalidParameterValue',
  },
  {
    says: '… attributes included: name, type and value',
    source: page('SendMessage'),
    operation: 'SendMessage',
    input: {
      QueueUrl: url,
      MessageBody: 'x'.repeat(262_136),
      MessageAttributes: { a: { DataType: 'String', StringValue: 'bc' } },
    },
    error: 'InvalidParameterValue',
  },
  {
    says: 'A character that is no text',
    source: page('SendMessage'),
    operation: 'SendMessage',
    input: { QueueUrl: url, MessageBody: 'a\u0000' },
    error: 'InvalidMessageContents',
  },
  {
    says: 'An empty attribute',
    source: recorded('test_send_message_with_empty_string_attribute'),
    operation: 'SendMessage',
    input: { QueueUrl: url, MessageBody: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
    error: 'InvalidParameterValue',
  },
  {
    says: 'More than ten attributes',
    source: page('SendMessage'),
    operation: 'SendMessage',
    input: {
      QueueUrl: url,
      MessageBody: 'x',
      MessageAttributes: Object.fromEntries(
        Array.from({ length: 11 }, (_, index) => [`a${index}`, { DataType: 'String', StringValue: 'x' }]),
      ),
    },
    error: 'InvalidParameterValue',
  },
  {
    says: 'A delay: refused by its name',
    source: page('SendMessage'),
    operation: 'SendMessage',
    input: { QueueUrl: url, MessageBody: 'x', DelaySeconds: 1 },
    error: 'InvalidParameterValue',
  },
  {
    says: 'Several at once: refused by its name',
    source: page('SendMessageBatch'),
    operation: 'SendMessageBatch',
    input: { QueueUrl: url, Entries: [{ Id: 'a', MessageBody: 'x' }] },
    error: 'InvalidAction',
  },
];
