import { type OperatorTruth } from '../../operator-truth';

const url = 'https://sqs.eu-west-1.amazonaws.com/000000000000/report-schedule-dlq-dev-blog';
const page = (operation: string) => ({
  page: `https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_${operation}.html`,
});
const recorded = (test: string) => ({
  recorded: `localstack/localstack, tests/aws/services/sqs/test_sqs.snapshot.json: ${test}`,
});

const numbers = { recorded: 'radkawar/stackd at 9dc356f, testdata/aws/sns/numeric_attributes.json' };

/** A number as an attribute, and what AWS says of it but yes. */
const number = (value: string, words?: string): OperatorTruth => ({
  says: `The number ${value.length > 20 ? `${value.slice(0, 8)}… of ${value.length}` : value} ${words ? 'is none to SQS' : 'is taken'}`,
  source: numbers,
  operation: 'SendMessage',
  input: {
    QueueUrl: url,
    MessageBody: 'x',
    MessageAttributes: { numeric: { DataType: 'Number', StringValue: value } },
  },
  ...(words === undefined
    ? { answer: {} }
    : {
        error: 'InvalidParameterValue',
        message: `Message (user) attribute 'numeric' number value [${value}] ${words}`,
      }),
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
  ...['1e-128', '9.99e125', '0e125', '.5', '5.', '-0.000', `${'0'.repeat(300)}1`].map((value) => number(value)),
  ...['1e126', '1e-129', '0e-129', '0e126', '0e-100000'].map((value) =>
    number(value, 'must be between 10^-128 and 10^126.'),
  ),
  ...[`1${'0'.repeat(100)}`, `1.${'0'.repeat(100)}`].map((value) =>
    number(value, 'must contain fewer than 38 precision digits.'),
  ),
  {
    says: 'What is no number: refused by its name, for SNS alone was recorded to say so',
    source: page('SendMessage'),
    operation: 'SendMessage',
    input: { QueueUrl: url, MessageBody: 'x', MessageAttributes: { n: { DataType: 'Number', StringValue: 'NaN' } } },
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
