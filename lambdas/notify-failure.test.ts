import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { notifyFailure } from './notify-failure';
import { snsSettings } from './report/publish-message';
import { FakeAws, s3Error, snsError } from './test-support/fake-aws';
import { EXECUTION, quiet } from './test-support/quiet';

const BUCKET = 'query-output-dev-blog-000000000000';
const MARKER = `/${BUCKET}/sent/monthly-dev.json`;
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const variables = { S3_QUERY_OUTPUT: BUCKET, SNS_TOPIC: TOPIC, ENVIRONMENT: 'dev', APPLICATION: 'blog' };

/** As AWS's page has it: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
const ended = (detail: object = {}) => ({
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  time: '2026-11-01T08:10:00Z',
  detail: {
    executionArn: EXECUTION,
    name: 'monthly-dev',
    status: 'FAILED',
    startDate: 1793520000000,
    input: '{"startDate":"2026-10-01","endDate":"2026-10-31"}',
    output: null,
    error: 'ThrottlingException',
    cause: '{"errorType":"ThrottlingException","errorMessage":"Athena did not start it: Rate exceeded","trace":[]}',
    redriveCount: 0,
    ...detail,
  },
});

const aws = new FakeAws();
beforeAll(() => aws.start());
afterAll(() => aws.stop());
beforeEach(() => aws.reset());

const run = (event: unknown = ended()) =>
  notifyFailure({
    s3: new S3Client(aws.settings),
    sns: new SNSClient({ ...snsSettings, ...aws.settings }),
    variables,
  })(event, quiet);

const published = () => aws.requests.filter(({ action }) => action === 'Publish').map(({ input }) => input);
const textOf = async (detail: object) => {
  await run(ended(detail));
  return String(published().at(-1)?.['Message']);
};

it('tells subscribers what was not sent, why, and what comes next', async () => {
  await expect(run()).resolves.toEqual({ outcome: 'not sent', messageId: 'message-1' });
  expect(published()).toMatchObject([
    { TopicArn: TOPIC, Subject: 'Not sent: video analytics October 2026 (dev-blog)' },
  ]);
  expect(published()[0]?.['Message']).toBe(
    `The report on October 2026 (2026-10-01 to 2026-10-31) of blog (dev) was not sent.

Why
  ThrottlingException: Athena did not start it: Rate exceeded

What comes next
  Nothing by itself. Whoever operates this has been told by an alarm; with the report this notice is settled.
  To send it, once the reason is gone and within 14 days, resume the execution where it stopped:
    aws stepfunctions redrive-execution --execution-arn ${EXECUTION}

Execution  ${EXECUTION}`,
  );
});

it.each<[string, object, RegExp]>([
  [
    'a query that failed for good',
    { error: 'Athena.FAILED', cause: 'Query q-1: GONE' },
    /Athena\.FAILED: Query q-1: GONE[^]*tried three times[^]*\n {4}npm run report -- --env dev --start 2026-10-01 --end 2026-10-31\n/,
  ],
  [
    'wrong input',
    { error: 'InvalidInput', input: '{"startDate":""}' },
    /^The report that monthly-dev makes of blog[^]*dates that are right:\n {4}npm run report -- --env dev --start DATE/,
  ],
  [
    'a machine that took too long',
    { status: 'TIMED_OUT', error: null, cause: null },
    /Why\n {2}It took longer than it may\.[^]*redrive-execution/,
  ],
  [
    'one that was stopped',
    { status: 'ABORTED', error: undefined, cause: undefined },
    /Why\n {2}Somebody stopped it\.[^]*redrive-execution/,
  ],
  ['an error with nothing said', { error: null, cause: null }, /An error without a name: it has no cause/],
  ['a cause that would write a mail of its own', { cause: 'x\r\n\r\nSubject: you won' }, /: x\\u\{D\}\\u\{A\}/],
])('says so of %s', async (_, detail, words) => {
  expect(await textOf(detail)).toMatch(words);
});

it('keeps to the lengths that SNS takes, whatever the cause', async () => {
  expect((await textOf({ cause: 'y'.repeat(32_768), name: 'n'.repeat(80), input: null })).length).toBeLessThan(2_000);
  expect(String(published().at(-1)?.['Subject'])).toMatch(/^[ -~]{1,99}$/);
});

it.each([
  ['sent', { state: 'published', attempt: 'a', messageId: 'm', subject: 's' }],
  ['unknown', { state: 'publishing', attempt: 'a' }],
])('tells subscribers nothing of a report whose outcome is: %s', async (outcome, marker) => {
  aws.objects.set(MARKER, JSON.stringify(marker));
  await expect(run()).resolves.toEqual({ outcome });
  expect(published()).toEqual([]);
  expect(JSON.parse(aws.objects.get(MARKER) ?? '')).toEqual(marker);
});

it('tells them once, however often the event is delivered, and anew when a redrive fails', async () => {
  await run();
  await expect(run()).resolves.toEqual({ outcome: 'not sent', messageId: 'message-1' });
  expect(published()).toHaveLength(1);
  await run(ended({ redriveCount: 1 }));
  expect(published()).toHaveLength(2);
});

it('tells nothing, and fails, where S3 does not say what became of the report', async () => {
  aws.respond = ({ path }) => (path === MARKER ? s3Error(403, 'AccessDenied') : undefined);
  await expect(run()).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(published()).toEqual([]);
});

it('fails where nobody knows whether the notice went out, and does not send it twice', async () => {
  aws.respond = ({ action }) => (action === 'Publish' ? snsError(500, 'InternalError') : undefined);
  await expect(run()).rejects.toMatchObject({ name: 'PublishOutcomeUnknown' });
  aws.respond = () => undefined;
  await expect(run()).rejects.toMatchObject({ name: 'PublishOutcomeUnknown' });
  expect(published()).toHaveLength(1);
});

it('refuses an event that is none of an execution that ended', async () => {
  await expect(run({ detail: { status: 'SUCCEEDED' } })).rejects.toMatchObject({ name: 'InvalidInput' });
});
