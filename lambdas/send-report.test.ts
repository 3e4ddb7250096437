import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { FakeAws, json, jsonError, s3Error, snsError, type Answer, type Received } from './test-support/fake-aws';
import { answered, HEADER, row, WHOLE } from './test-support/answer';
import { EXECUTION, quiet } from './test-support/quiet';
import { giveUp } from './report/give-up';
import { snsSettings } from './report/publish-message';
import { sendReport } from './send-report';

const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const BUCKET = 'query-output-dev-blog-000000000000';
const MARKER = `/${BUCKET}/sent/monthly-dev.json`;
const EVENTS = 'events-dev-blog-000000000000';
const ERRORS = 'errors/format-conversion-failed/dt=';
const PAGE = `/${BUCKET}/reports/monthly-dev-0.html`;
const variables = {
  EVENTS_BUCKET: EVENTS,
  ERRORS_PREFIX: ERRORS,
  S3_QUERY_OUTPUT: BUCKET,
  SNS_TOPIC: TOPIC,
  VERIFICATION_TOPIC: `${TOPIC}-verifications`,
  ENVIRONMENT: 'dev',
  APPLICATION: 'blog',
  LATE_ARRIVAL_DAYS: '2',
};
const input = {
  startDate: '2020-10-10',
  endDate: '2020-10-10',
  queryExecutionId: 'q-1',
  dataScannedInBytes: 1000,
  engineExecutionTimeInMillis: 100,
  execution: { id: EXECUTION, redriveCount: 0 },
};
const SUBJECT = 'Video analytics 10 October 2020: 4 events (dev-blog)';
const SENT = { messageId: 'message-1', subject: SUBJECT };

const aws = new FakeAws();
beforeAll(() => aws.start());
afterAll(() => aws.stop());

/** What a test says of calls beside Athena's. */
let respond: (request: Received) => Answer | 'hang up' | undefined;

const FOUR = {
  ...{ events: '4', users: '4', videos: '1', formats: '1', no_timestamp: '4', no_format: '4', place: '1' },
  ...{ first_day: '2020-10-10', last_day: '2020-10-10' },
};

/** Four events of four users and one video, all without time and format. */
const counted = (part: string, kind: string, label?: string) => answered({ part, kind, label, ...FOUR });

beforeEach(() => {
  aws.reset();
  respond = () => undefined;
  aws.respond = (request) => {
    if (request.action !== 'GetQueryResults') return respond(request);
    return request.input['NextToken'] === undefined
      ? json({
          NextToken: 'page-2',
          ResultSet: {
            Rows: [HEADER, counted('current', 'day', '2020-10-10'), counted('current', 'format', 'unknown')],
          },
        })
      : json({
          ResultSet: {
            Rows: [counted('current', 'total', undefined), counted('current', 'video', '1'), WHOLE],
          },
        });
  };
});

const run = (event: unknown = input, env: NodeJS.ProcessEnv = variables) =>
  sendReport({
    athena: new AthenaClient({ ...aws.settings, maxAttempts: 1 }),
    s3: new S3Client(aws.settings),
    sns: new SNSClient({ ...snsSettings, ...aws.settings }),
    variables: env,
  })(event, quiet);

const marker = () => JSON.parse(aws.objects.get(MARKER) ?? 'null') as unknown;
/** Of the marker. */
const puts = () => aws.requests.filter(({ action, path }) => action === 'PUT' && path === MARKER).length;
const count = (action: string) => aws.actions().filter((made) => made === action).length;

it('reads every page, stores the report’s own, publishes the message, and marks it as published', async () => {
  await expect(run()).resolves.toEqual(SENT);
  const [, , ...after] = aws.actions().filter((action) => action !== 'GET');
  expect(after).toEqual(['PUT', 'PUT', 'Publish', 'PUT']);
  const publish = aws.requests.find(({ action }) => action === 'Publish')?.input;
  expect(publish).toMatchObject({ TopicArn: TOPIC, Subject: SUBJECT });
  expect(publish?.['Message']).toMatch(/Events +4 .*\n  Unique users +4 .*\n  Unique videos +1 /);
  expect(publish?.['Message']).toMatch(/\n +4 +100\.0 % +new .*unknown\n/);
  expect(publish?.['Message']).toMatch(/\n +1\. +4 +4 .*new +1\n/);
  expect(marker()).toEqual({
    state: 'published',
    ...SENT,
    attempt: expect.any(String) as string,
    at: expect.any(String) as string,
  });
  const [, first, second] = aws.requests.filter(({ action }) => action === 'PUT');
  expect([first?.headers['if-none-match'], second?.headers['if-none-match']]).toEqual(['*', undefined]);
  expect(first?.headers['content-type']).toBe('application/json');
});

it('stores the page as a browser shows it, and links to it for half a day', async () => {
  const before = Date.now();
  await run();
  expect(aws.objects.get(PAGE)).toMatch(/^<!doctype html>[\s\S]*10 October 2020[\s\S]*<\/html>\s*$/);
  expect(aws.requests.find(({ path }) => path === PAGE)?.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-disposition': 'inline; filename="monthly-dev-0.html"',
    'cache-control': 'private, no-store',
  });
  const message = String(aws.requests.find(({ action }) => action === 'Publish')?.input['Message']);
  const link = new URL(/http\S+/.exec(message)?.[0] ?? '');
  expect(link.pathname).toBe(PAGE);
  expect(link.searchParams.get('X-Amz-Expires')).toBe('43200');
  const [, until = ''] = /It works until (.{16}) UTC at the latest/.exec(message) ?? [];
  expect(Math.abs(Date.parse(`${until.replace(' ', 'T')}Z`) - before - 43_200_000)).toBeLessThan(120_000);
  expect(message).toMatch(/--env dev --show monthly-dev$/);
});

it('counts what Firehose could not read in the period', async () => {
  aws.objects.set(`/${EVENTS}/${ERRORS}2020-10-09/a`, '{}\n');
  aws.objects.set(`/${EVENTS}/${ERRORS}2020-10-10/a`, '{}\n{}\n{}');
  aws.objects.set(`/${EVENTS}/${ERRORS}2020-10-11/a`, '{}\n');
  await run();
  const message = String(aws.requests.find(({ action }) => action === 'Publish')?.input['Message']);
  expect(message).toContain('  LOOK: Malformed: 3 records (42.9 %). ');
  expect(aws.objects.get(PAGE)).toMatch(/Malformed[\s\S]*?<td class="number">3<\/td>/);
});

describe('what nobody measured is no zero:', () => {
  const answer = (...rows: object[]) => {
    aws.respond = ({ action }) => (action === 'GetQueryResults' ? json({ ResultSet: { Rows: rows } }) : undefined);
  };

  it.each([
    ['no answer', [], /^Query q-1 answered with nothing, where the columns part, kind, /],
    [
      'no header',
      [counted('current', 'total', undefined), WHOLE],
      /^Query q-1 answered with the columns current, total/,
    ],
    ['other columns', [row('part', 'kind'), WHOLE], /^Query q-1 answered with the columns part, kind, where/],
    [
      'an answer cut off',
      [HEADER, counted('current', 'total', undefined)],
      /^Query q-1: .* ends after 1 rows, without/,
    ],
    ['a header alone', [HEADER], /^Query q-1: .* ends after 0 rows, without the last: it is not whole/],
  ])('%s', async (_, rows, error) => {
    answer(...rows);
    await expect(run()).rejects.toThrow(error);
    expect(count('Publish')).toBe(0);
  });

  it('while an answer without any event is one', async () => {
    answer(HEADER, WHOLE);
    await run();
    const message = String(aws.requests.find(({ action }) => action === 'Publish')?.input['Message']);
    expect(message).toContain('No event at all arrived from 2020-10-09 to 2020-10-12: nobody sent any, or they are');
  });
});

it('publishes nothing in a retry after success, and gives the same answer', async () => {
  await run();
  await expect(run()).resolves.toEqual(SENT);
  expect(count('Publish')).toBe(1);
});

it('publishes the report of a verification where no subscriber reads', async () => {
  const id = EXECUTION.replace(/[^:]+$/, 'verify-dev-2020-10-10-0123456-77-1');
  await run({ ...input, execution: { id, redriveCount: 0 } });
  const published = aws.requests
    .filter(({ action }) => action === 'Publish')
    .map(({ input: sent }) => sent['TopicArn']);
  expect(published).toEqual([`${TOPIC}-verifications`]);
});

it('publishes nothing again in a redrive, and again in another execution: a person asked for it', async () => {
  await run();
  await expect(run({ ...input, execution: { ...input.execution, redriveCount: 1 } })).resolves.toEqual(SENT);
  expect(count('Publish')).toBe(1);
  await run({ ...input, execution: { ...input.execution, id: `${EXECUTION}-again` } });
  expect(count('Publish')).toBe(2);
  expect([...aws.objects.keys()]).toEqual([
    PAGE,
    MARKER,
    `/${BUCKET}/reports/monthly-dev-1.html`,
    `/${BUCKET}/reports/monthly-dev-again-0.html`,
    `/${BUCKET}/sent/monthly-dev-again.json`,
  ]);
});

describe('a report that was given up, of which subscribers were told', () => {
  const later = (redriveCount: number) => run({ ...input, execution: { ...input.execution, redriveCount } });
  const given = (redriveCount: number) =>
    giveUp({ s3: new S3Client(aws.settings), bucket: BUCKET, key: 'sent/monthly-dev.json' }, redriveCount);

  it('is not published by an attempt that was still on its way, and is by a redrive', async () => {
    await expect(given(0)).resolves.toBe('not sent');
    await expect(run()).rejects.toMatchObject({ name: 'ReportGivenUp' });
    expect(count('Publish')).toBe(0);
    await expect(later(1)).resolves.toEqual(SENT);
    await expect(given(1)).resolves.toBe('sent');
  });

  it('is told once more when the redrive fails, too', async () => {
    await given(0);
    await expect(given(0)).resolves.toBe('not sent');
    respond = ({ action }) => (action === 'Publish' ? snsError(403, 'AuthorizationError') : undefined);
    await expect(later(1)).rejects.toThrow();
    expect(marker()).toMatchObject({ state: 'not published' });
    await expect(given(1)).resolves.toBe('not sent');
    await expect(later(1)).rejects.toMatchObject({ name: 'ReportGivenUp' });
  });

  it('is not given up while its publishing may have happened', async () => {
    respond = ({ action }) => (action === 'Publish' ? 'hang up' : undefined);
    await expect(run()).rejects.toMatchObject({ name: 'PublishOutcomeUnknown' });
    await expect(given(0)).resolves.toBe('unknown');
    await expect(later(1)).rejects.toMatchObject({ name: 'PublishOutcomeUnknown' });
    expect(count('Publish')).toBe(1);
  });

  it('is either published or given up, whoever comes first', async () => {
    const [sent, outcome] = await Promise.all([
      run().then(
        () => true,
        () => false,
      ),
      given(0),
    ]);
    expect([sent, outcome]).toEqual(sent ? [true, expect.stringMatching(/^(sent|unknown)$/)] : [false, 'not sent']);
    expect(count('Publish')).toBe(sent ? 1 : 0);
  });
});

describe('between the marker and its completion', () => {
  it('a crash leaves "publishing", and no later attempt publishes', async () => {
    // The function dies while SNS answers: nothing that follows Publish happens.
    let died = (): void => undefined;
    const dying = new Promise<void>((resolve) => (died = resolve));
    const sns = {
      send: () => {
        died();
        return new Promise<never>(() => undefined);
      },
    } as unknown as SNSClient;
    const clients = { athena: new AthenaClient(aws.settings), s3: new S3Client(aws.settings), sns };
    void sendReport({ ...clients, variables })(input, quiet);
    await dying;
    expect(marker()).toMatchObject({ state: 'publishing' });

    await expect(run()).rejects.toMatchObject({
      name: 'PublishOutcomeUnknown',
      message: `An attempt to publish this report began and its outcome is not known, so it is not published again. See whether it arrived; if not, start a new execution: a redrive sends nothing. Marker: s3://${BUCKET}/sent/monthly-dev.json`,
    });
    expect(count('Publish')).toBe(0);
  });

  it.each<[string, Answer | 'hang up']>([
    ['SNS fails inside', snsError(500, 'InternalError')],
    ['SNS is unavailable', snsError(503, 'ServiceUnavailable')],
    ['the connection breaks', 'hang up'],
  ])('%s: it may have been sent, so it is not sent again', async (_, answer) => {
    respond = ({ action }) => (action === 'Publish' ? answer : undefined);
    await expect(run()).rejects.toMatchObject({ name: 'PublishOutcomeUnknown', cause: expect.any(Error) as Error });
    respond = () => undefined;
    await expect(run()).rejects.toMatchObject({ name: 'PublishOutcomeUnknown' });
    expect(count('Publish')).toBe(1);
  });

  it('SNS refuses: nothing was sent, so the next attempt may', async () => {
    respond = ({ action }) => (action === 'Publish' ? snsError(403, 'AuthorizationError') : undefined);
    await expect(run()).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: `SNS did not publish the report to ${TOPIC}: as the test wants`,
    });
    expect(marker()).toMatchObject({ state: 'not published' });
    respond = () => undefined;
    await expect(run()).resolves.toEqual({ ...SENT, messageId: 'message-2' });
    expect(marker()).toMatchObject({ state: 'published' });
  });

  it('SNS throttles: it is tried again at once, since nothing was sent', async () => {
    respond = ({ action }) => (action === 'Publish' && count('Publish') === 1 ? snsError(429, 'Throttled') : undefined);
    await expect(run()).resolves.toMatchObject({ subject: SUBJECT });
    expect(count('Publish')).toBe(2);
  });

  it('the report is out but its marker can’t be completed: that is success', async () => {
    respond = ({ action, body }) =>
      action === 'PUT' && body.includes('"published"') ? s3Error(403, 'AccessDenied') : undefined;
    await expect(run()).resolves.toEqual(SENT);
    expect(marker()).toMatchObject({ state: 'publishing' });
  });
});

it('knows its own marker when S3’s answer was lost and the SDK wrote it twice', async () => {
  respond = ({ action, path, body }) => {
    if (action !== 'PUT' || path !== MARKER || puts() > 1) return undefined;
    aws.objects.set(path, body);
    return s3Error(500, 'InternalError');
  };
  await expect(run()).resolves.toEqual(SENT);
  expect(count('Publish')).toBe(1);
});

it('knows it again where it took over a marker that said "not published"', async () => {
  respond = ({ action }) => (action === 'Publish' ? snsError(403, 'AuthorizationError') : undefined);
  await expect(run()).rejects.toThrow();
  const before = puts();
  respond = ({ action, path, body, headers }) => {
    if (action !== 'PUT' || headers['if-match'] === undefined || puts() > before + 2) return undefined;
    aws.objects.set(path, body);
    return s3Error(500, 'InternalError');
  };
  await expect(run()).resolves.toMatchObject({ subject: SUBJECT });
  expect(marker()).toMatchObject({ state: 'published' });
});

it('tells what SNS said, though the marker could not be released', async () => {
  respond = ({ action, body }) =>
    action === 'Publish'
      ? snsError(403, 'AuthorizationError')
      : body.includes('"not published"')
        ? s3Error(403, 'AccessDenied')
        : undefined;
  await expect(run()).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  expect(marker()).toMatchObject({ state: 'publishing' });
});

it('lets one of two attempts at the same time publish', async () => {
  const outcomes = await Promise.allSettled([run(), run()]);
  expect(outcomes.map(({ status }) => status).sort()).toContain('fulfilled');
  expect(count('Publish')).toBe(1);
});

it('publishes nothing when a marker says what it does not understand', async () => {
  aws.objects.set(MARKER, '{"state":"');
  await expect(run()).rejects.toMatchObject({ name: 'PublishOutcomeUnknown', cause: expect.any(Error) as Error });
  expect(count('Publish')).toBe(0);
});

it.each<[string, () => void, string]>([
  [
    'Athena gives no results',
    () => (aws.respond = () => jsonError('InvalidRequestException', 'not found')),
    'Athena did not give the results of query q-1: not found',
  ],
  [
    'the answer is not one of our query',
    () =>
      (aws.respond = ({ action }) =>
        action === 'GetQueryResults'
          ? json({ ResultSet: { Rows: [HEADER, row('current', 'total'), WHOLE] } })
          : undefined),
    "Query q-1: The query's answer has undefined in column place, where a count belongs.",
  ],
  [
    'S3 refuses the marker',
    () => (respond = ({ path }) => (path === MARKER ? s3Error(403, 'AccessDenied') : undefined)),
    `S3 did not write the marker s3://${BUCKET}/sent/monthly-dev.json: as the test wants`,
  ],
  [
    'S3 refuses the page',
    () => (respond = ({ path }) => (path === PAGE ? s3Error(403, 'AccessDenied') : undefined)),
    `S3 did not store the report's page s3://${BUCKET}/reports/monthly-dev-0.html: as the test wants`,
  ],
  [
    'S3 does not list what could not be read',
    () => (respond = ({ path }) => (path === `/${EVENTS}` ? s3Error(403, 'AccessDenied') : undefined)),
    `S3 did not list s3://${EVENTS}/${ERRORS}: as the test wants`,
  ],
])('publishes nothing when %s', async (_, break_, message) => {
  break_();
  await expect(run()).rejects.toThrow(message);
  expect(count('Publish')).toBe(0);
});

it('names the field and the variable that are wrong', async () => {
  await expect(run({ ...input, dataScannedInBytes: '1000' })).rejects.toThrow(
    'dataScannedInBytes is "1000": must be a number',
  );
  await expect(run(input, { ...variables, SNS_TOPIC: 'analytics' })).rejects.toThrow(
    'SNS_TOPIC is "analytics": must be the ARN of a resource of sns',
  );
});
