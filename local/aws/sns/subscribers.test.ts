import { type Block } from '../../../terraform/stack';
import { blockOf, stackOf } from '../shared/test-support';
import { readSubscribers } from './subscribers';

const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:t';
const subscription = (protocol: string, endpoint: string) =>
  blockOf('aws_sns_topic_subscription', { topic_arn: TOPIC, protocol, endpoint }, protocol);
const read = (...blocks: Block[]) => readSubscribers(stackOf(...blocks));

test.each([
  ['email', 'a@example.com'],
  ['email-json', 'a@example.com'],
  ['http', 'http://example.com/x'],
  ['https', 'https://example.com/x'],
  ['sms', '+12065550100'],
])('%s is a subscriber outside of the account', (protocol, endpoint) => {
  expect([...read(subscription(protocol, endpoint))]).toEqual([[TOPIC, [{ protocol, endpoint }]]]);
});

test.each([
  ['http', 'https://example.com/x', 'begins with http://'],
  ['https', 'http://example.com/x', 'begins with https://'],
  ['email', 'nobody', 'wants an address'],
  // Recorded by localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json: "Invalid SMS endpoint".
  ['sms', 'invalid-number', 'wants a number'],
  ['sms', '+15--551234567', 'wants a number'],
  ['sms', '+15551234567.', 'wants a number'],
  ['sqs', 'arn:aws:sqs:eu-west-1:000000000000:q', 'protocol is sqs'],
  ['application', 'arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/a/b', 'protocol is application'],
  ['constructor', 'x', 'protocol is constructor'],
])('%s at %s is refused when the stack is stood up', (protocol, endpoint, why) => {
  expect(() => read(subscription(protocol, endpoint))).toThrow(why);
});

test('every fault is told at once', () => {
  expect(() => read(subscription('sqs', 'q'), subscription('sms', 'x'))).toThrow(/protocol is sqs[^]*sms wants/);
});
