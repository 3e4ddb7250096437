import { type Json } from '../../../../terraform/stack';
import { temporaryFolder } from '../../../test-support';
import { blockOf } from '../../shared/test-support';
import { arnOf, type Grants, queue, standFunction } from '../test-support';
import { failuresIn } from './batch-failures';
import { batchTruths } from './truth/batches';

const { folder, remove } = temporaryFolder('event-source');
const close: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const one of close) await one();
  remove();
});

/** Tells what it got, and fails on what says so. */
const CODE = `export const handler = async (event) => {
  console.log('GOT ' + JSON.stringify(event));
  const failed = event.Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId }));
  if (event.Records.some(({ body }) => body === 'worse')) throw new Error('worse');
  return { batchItemFailures: failed };
};`;

const RIGHTS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
const ALL: Grants = RIGHTS.map((right) => [`sqs:${right}`, '*']);
const mapping = (name: string, more: Record<string, Json> = {}) =>
  blockOf(
    'aws_lambda_event_source_mapping',
    { event_source_arn: arnOf('sqs', name), function_name: 'f', ...more },
    name,
  );

function stood(grants: Grants, settings: Record<string, Json>, ...blocks: ReturnType<typeof queue>[]) {
  const account = standFunction(`${folder}/${close.length}`, CODE, { grants, settings, blocks });
  close.push(async () => {
    await account.lambda.stop();
    await account.lambda.close();
  });
  const { sqs, lambda, root } = account;
  return {
    ...account,
    send: async (name: string, ...bodies: string[]) => {
      for (const body of bodies) sqs.sendAs(root, arnOf('sqs', name), body);
      await lambda.idle();
    },
    /** The events that the function got since it was last asked, by the bodies of their records. */
    got: () => {
      const lines = lambda.logs.events('/aws/lambda/f').flatMap(({ message }) => /GOT (.*)/.exec(message)?.[1] ?? []);
      const fresh = lines.slice(seen.get(lambda) ?? 0);
      seen.set(lambda, lines.length);
      return fresh.map((line) => (JSON.parse(line) as { Records: { body: string }[] }).Records);
    },
    left: (name: string) => sqs.counts(arnOf('sqs', name)),
  };
}
const seen = new Map<object, number>();
const bodies = (events: { body: string }[][]) => events.map((records) => records.map(({ body }) => body));

test.each(batchTruths)('$says', ({ answer, failed }) => {
  expect(failuresIn(JSON.stringify(answer), ['one', 'two'])).toEqual(failed);
});

test('a queue’s messages reach the function, and are gone once it succeeds; those that it fails on come again, and then go to the dead-letter queue', async () => {
  const redrive = JSON.stringify({ deadLetterTargetArn: arnOf('sqs', 'dead'), maxReceiveCount: 2 });
  const account = stood(
    ALL,
    {},
    queue('jobs', { redrive_policy: redrive }),
    queue('plain', { redrive_policy: redrive }),
    queue('slow'),
    queue('off'),
    queue('dead'),
    mapping('jobs', { function_response_types: ['ReportBatchItemFailures'], batch_size: 3 }),
    mapping('plain', { function_name: arnOf('lambda', 'function:f') }),
    mapping('slow', { maximum_batching_window_in_seconds: 20, batch_size: 2 }),
    mapping('off', { enabled: false }),
  );
  const { send, got, left, clock, sqs, root, lambda, uses } = account;

  // As Lambda sends it: with the message's own attributes, too.
  sqs.sendAs(root, arnOf('sqs', 'jobs'), 'good', {
    Size: { DataType: 'Number', StringValue: '6' },
    Raw: { DataType: 'Binary', BinaryValue: 'eA==' },
  });
  await lambda.idle();
  expect(got()).toEqual([
    [
      {
        messageId: expect.any(String) as string,
        receiptHandle: expect.any(String) as string,
        body: 'good',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: String(clock.now().getTime()),
          SenderId: '000000000000',
          ApproximateFirstReceiveTimestamp: String(clock.now().getTime()),
        },
        messageAttributes: {
          Size: { stringValue: '6', stringListValues: [], binaryListValues: [], dataType: 'Number' },
          Raw: { binaryValue: 'eA==', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        md5OfBody: '755f85c2723bb39381c7379a604160d8',
        eventSource: 'aws:sqs',
        eventSourceARN: arnOf('sqs', 'jobs'),
        awsRegion: 'eu-west-1',
      },
    ],
  ]);
  expect(left('jobs')).toEqual({ visible: 0, hidden: 0 });

  // Of a batch, those alone that it names; without a word of it, all.
  await send('jobs', 'bad', 'fine');
  await send('plain', 'bad');
  await send('plain', 'worse');
  expect([left('jobs'), left('plain')]).toEqual([
    { visible: 0, hidden: 1 },
    { visible: 0, hidden: 1 },
  ]);
  expect(bodies(got()).flat().sort()).toEqual(['bad', 'bad', 'fine', 'worse']);
  // test_failing_lambda_retries_after_visibility_timeout
  await clock.sleep(29_000, 'not yet');
  expect(got()).toEqual([]);
  await clock.sleep(1000, 'now');
  expect(bodies(got()).flat().sort()).toEqual(['bad', 'worse']);
  expect(left('dead').visible).toBe(0);
  // test_redrive_policy_with_failing_lambda
  await clock.sleep(30_000, 'once more');
  expect(got()).toEqual([]);
  expect([left('jobs'), left('plain'), left('dead')]).toEqual([
    { visible: 0, hidden: 0 },
    { visible: 0, hidden: 0 },
    { visible: 2, hidden: 0 },
  ]);

  // A batch waits to be full, or for its window.
  await send('slow', 'a');
  expect(got()).toEqual([]);
  await clock.sleep(20_000, 'the window');
  expect(got()).toMatchObject([[{ body: 'a', messageAttributes: {}, md5OfMessageAttributes: null }]]);
  await send('slow', 'b', 'c', 'd');
  expect(bodies(got())).toEqual([['b', 'c'], ['d']]);

  await send('off', 'a');
  expect([got(), left('off').visible]).toEqual([[], 1]);
  expect(
    uses
      .filter(({ principal, action }) => principal.kind === 'role' && action.startsWith('sqs:'))
      .map(({ via }) => via),
  ).toContain('lambda.amazonaws.com');
});

// https://github.com/functionalone/serverless-iam-roles-per-function/issues/21, https://github.com/aws/aws-cdk/issues/6770
test.each(RIGHTS)('a role without %s: Lambda does not make the mapping', (missing) => {
  const grants = ALL.filter(([action]) => !action.endsWith(missing));
  expect(() => stood(grants, {}, queue('jobs'), mapping('jobs'))).toThrow(
    `The provided execution role does not have permissions to call ${missing} on SQS`,
  );
});

test('what Lambda refuses of a mapping, or is not served, is told all at once', () => {
  const refused = () =>
    stood(
      ALL,
      { timeout: 60 },
      queue('jobs'),
      queue('a', { visibility_timeout_seconds: 60 }),
      blockOf('aws_sns_topic', { arn: arnOf('sns', 't') }),
      mapping('jobs', { batch_size: 11, function_response_types: ['X'] }),
      mapping('a'),
      blockOf('aws_lambda_event_source_mapping', { event_source_arn: arnOf('sns', 't'), function_name: 'f' }, 't'),
    );
  for (const fault of [
    'aws_lambda_event_source_mapping.jobs: Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10.',
    'aws_lambda_event_source_mapping.jobs: Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds.',
    'function_response_types has X: it must be ReportBatchItemFailures.',
    `aws_lambda_event_source_mapping.t: event_source_arn is ${arnOf('sns', 't')}: standard queues are served here`,
  ]) {
    expect(refused).toThrow(fault);
  }
});
