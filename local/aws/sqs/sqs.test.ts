import { callBy } from '../shared/call';
import { SimulatedClock } from '../shared/clock';
import { blockOf, stackOf, withoutPolicies } from '../shared/test-support';
import { received } from './message';
import { attributesDigest } from './message-attributes';
import { queueAttributes } from './queue';
import { SqsService } from './sqs';

const ARN = 'arn:aws:sqs:eu-west-1:000000000000:';
const queue = (name: string, more: Record<string, string | number> = {}) =>
  blockOf('aws_sqs_queue', { name, arn: `${ARN}${name}`, url: `https://q/${name}`, ...more }, name);
const redrive = (policy: unknown) => ({ redrive_policy: typeof policy === 'string' ? policy : JSON.stringify(policy) });
const all = { systemNames: ['All'], names: ['All'] };

/** A queue, of which nothing comes twice, and where it goes then. */
function stood() {
  const policy = redrive({ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 2 });
  const stack = stackOf(queue('jobs', { visibility_timeout_seconds: 90, ...policy }), queue('dead'));
  const clock = new SimulatedClock(new Date('2026-05-01T08:00:00Z'));
  const access = withoutPolicies(stack);
  const sqs = new SqsService(stack, access, clock);
  const root = callBy(access, { kind: 'root', accountId: stack.accountId }, 'r');
  return { sqs, clock, stack, send: (body: string) => sqs.sendAs(root, `${ARN}jobs`, body) };
}

test('what was received as often as the redrive policy says is moved, with its age and its count', async () => {
  const { sqs, clock, send } = stood();
  const told: string[] = [];
  send('a');
  sqs.onSend((name) => told.push(name));
  for (const count of ['1', '2']) {
    const [message] = sqs.receive(`${ARN}jobs`, 10, 90);
    expect(message && received(message, all)).toMatchObject({ Attributes: { ApproximateReceiveCount: count } });
    expect(sqs.receive(`${ARN}jobs`, 10, 90)).toEqual([]);
    expect(sqs.nextVisible(`${ARN}jobs`)).toEqual(new Date(clock.now().getTime() + 90_000));
    await clock.sleep(90_000, 'hidden');
  }
  expect(sqs.receive(`${ARN}jobs`, 10, 90)).toEqual([]);
  expect(told).toEqual(['dead']);
  const [dead] = sqs.receive(`${ARN}dead`, 10, 30);
  expect(dead && received(dead, all)).toMatchObject({
    Body: 'a',
    Attributes: {
      ApproximateReceiveCount: '3',
      DeadLetterQueueSourceArn: `${ARN}jobs`,
      SentTimestamp: String(Date.parse('2026-05-01T08:00:00Z')),
    },
  });
});

test('a queue tells its timeout and where its messages go', () => {
  const { sqs, stack } = stood();
  const [jobs] = stack.blocks;
  expect(jobs && queueAttributes(stack, jobs, sqs.created, { visible: 0, hidden: 0 })).toMatchObject({
    VisibilityTimeout: '90',
    RedrivePolicy: `{"deadLetterTargetArn":"${ARN}dead","maxReceiveCount":2}`,
  });
});

test.each([
  ['no JSON', 'it must be JSON of deadLetterTargetArn and maxReceiveCount'],
  [{ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 1, x: 1 }, 'it must be JSON of'],
  [{ deadLetterTargetArn: `${ARN}other`, maxReceiveCount: 1 }, 'deadLetterTargetArn must be a queue of the stack'],
  [{ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 0 }, 'maxReceiveCount must be a whole number from 1 to 1000'],
  [{ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: '1001' }, 'maxReceiveCount must be a whole number'],
  [{ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 1.5 }, 'maxReceiveCount must be a whole number'],
])('the redrive policy %j is refused', (policy, right) => {
  const stack = stackOf(queue('jobs', redrive(policy)), queue('dead'));
  expect(() => new SqsService(stack, withoutPolicies(stack), new SimulatedClock(new Date()))).toThrow(
    `aws_sqs_queue.jobs: redrive_policy is ${redrive(policy).redrive_policy}: ${right}`,
  );
});

// localstack/localstack, tests/aws/services/: lambda_/event_source_mapping/test_lambda_integration_sqs.snapshot.json,
// test_message_body_and_attributes_passed_correctly; sqs/test_sqs.snapshot.json, test_send_message_with_binary_attributes.
test.each([
  [
    'd25a6aea97eb8f585bfa92d314504a92',
    {
      Title: { DataType: 'String', StringValue: 'The Whistler' },
      Author: { DataType: 'String', StringValue: 'John Grisham' },
      WeeksOn: { DataType: 'Number', StringValue: '6' },
    },
  ],
  [
    '8cbe4db156db8a94db8b801b7addb984',
    {
      attr1: {
        DataType: 'Binary',
        BinaryValue: Buffer.from('traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01').toString(
          'base64',
        ),
      },
    },
  ],
])('attributes have the digest %s, as AWS told it', (digest, attributes) => {
  expect(attributesDigest(attributes)).toBe(digest);
});
