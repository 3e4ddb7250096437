import { callBy } from '../shared/call';
import { SimulatedClock } from '../shared/clock';
import { blockOf, stackOf, withoutPolicies } from '../shared/test-support';
import { received } from './message';
import { attributesDigest, handedOut } from './message-attributes';
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

/** Both digests as AWS told them: radkawar/stackd at 9dc356f, testdata/aws/sns/numeric_attributes.json. */
test.each([
  ['0001.23000', '6c5cf70458f4f4b7b5cf18617bf23767', '1.23', '6177b725901df62acbb49a268fa56714'],
  ['1e3', '2fe0039efc707698f95df0bef7fc9684', '1000', '91f1b27ae49c5e531646f547fc5bbaba'],
  ['9.99e125', '9ced24953985c83147688d7002c574ea', `999${'0'.repeat(123)}`, 'e6e2253c6ab8e90bbb55dd46e12803d2'],
  ['1e-128', 'e16697fcf06c0cfe6edafc595a231a6d', `0.${'0'.repeat(127)}1`, '757b17800f4801295270278569e1681c'],
  ['.5', 'b8ebdaac34da09a609c94701ce249e9b', '0.5', '1c9c77ec9bfa2ba43333c7cd1c3f4111'],
  ['5.', 'b1e96d0a3510f171460dcff8919aa378', '5', '78fa47a4b91e502da66b3a1bb00ba114'],
  ['0e125', '88dbc9a158d529ce346e8380ab3a633e', '0', '1f4c72fd2f41245bf774e02b25af4167'],
  ['-0.000', '769a81ef9570a69adeede7714240cd09', '0', '1f4c72fd2f41245bf774e02b25af4167'],
  ['1.00000', 'ddcd09f5613ce94c4ee5ba403f88ac26', '1', '7c54cd89ee1d4871b227139e7fcf3aad'],
])('the number %s is handed out in plain digits', (sent, sentDigest, handed, handedDigest) => {
  const attributes = { numeric: { DataType: 'Number', StringValue: sent } };
  expect(attributesDigest(attributes)).toBe(sentDigest);
  expect(handedOut(attributes)).toEqual({ numeric: { DataType: 'Number', StringValue: handed } });
  expect(attributesDigest(handedOut(attributes))).toBe(handedDigest);
});
