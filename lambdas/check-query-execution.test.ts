import { AthenaClient } from '@aws-sdk/client-athena';
import { FakeAws, json, jsonError } from './test-support/fake-aws';
import { quiet } from './test-support/quiet';
import { checkQueryExecution } from './check-query-execution';

const input = { startDate: '2020-10-01', endDate: '2020-10-31', queryExecutionId: 'q-1', attempt: 0 };
const STATISTICS = { DataScannedInBytes: 1234, EngineExecutionTimeInMillis: 56 };

const aws = new FakeAws();
beforeAll(() => aws.start());
afterAll(() => aws.stop());
beforeEach(() => aws.reset());

const run = (event: unknown) =>
  checkQueryExecution({
    athena: new AthenaClient({ ...aws.settings, maxAttempts: 1 }),
    now: () => new Date('2026-11-01T08:00:05Z'),
  })(event, quiet);

const told = (Status: object, Statistics?: object) => {
  aws.respond = () => json({ QueryExecution: { QueryExecutionId: 'q-1', Status, Statistics } });
};

it('gives the state and the cost of a query that is done', async () => {
  told({ State: 'SUCCEEDED' }, STATISTICS);
  await expect(run(input)).resolves.toEqual({
    ...input,
    state: 'SUCCEEDED',
    waitSeconds: 30,
    dataScannedInBytes: 1234,
    engineExecutionTimeInMillis: 56,
    failure: { Error: 'Athena.SUCCEEDED', Cause: 'Query q-1: Athena gave no reason' },
  });
  expect(aws.requests.map(({ action, input: asked }) => [action, asked])).toEqual([
    ['GetQueryExecution', { QueryExecutionId: 'q-1' }],
  ]);
});

it('takes its own answer back, as the polling loop hands it on', async () => {
  told({ State: 'RUNNING' });
  const first = await run(input);
  expect(first).toMatchObject({ state: 'RUNNING', dataScannedInBytes: 0, engineExecutionTimeInMillis: 0 });
  told({ State: 'SUCCEEDED' }, STATISTICS);
  await expect(run(first)).resolves.toMatchObject({ ...input, state: 'SUCCEEDED', dataScannedInBytes: 1234 });
});

it('tells how long to wait by how long the query has been at it', async () => {
  told({ State: 'RUNNING', SubmissionDateTime: Date.parse('2026-11-01T08:00:00Z') / 1000 });
  await expect(run(input)).resolves.toMatchObject({ waitSeconds: 3 });
});

it.each([
  [
    { State: 'FAILED', StateChangeReason: 'SYNTAX_ERROR: line 1:8' },
    'Athena.FAILED',
    'Query q-1: SYNTAX_ERROR: line 1:8',
  ],
  [{ State: 'FAILED', AthenaError: { ErrorMessage: 'Out of room' } }, 'Athena.FAILED', 'Query q-1: Out of room'],
  [
    { State: 'CANCELLED', StateChangeReason: 'Bytes scanned\nlimit' },
    'Athena.CANCELLED',
    'Query q-1: Bytes scanned\\u{A}limit',
  ],
  [{ State: 'FAILED' }, 'Athena.FAILED', 'Query q-1: Athena gave no reason'],
])('tells why a query failed: %j', async (status, error, cause) => {
  told(status);
  await expect(run(input)).resolves.toMatchObject({ failure: { Error: error, Cause: cause } });
});

it.each([
  ['FAILED', 0, 60],
  ['CANCELLED', 0, 60],
  ['FAILED', 1, 300],
])('tells how long to wait before a query that is %s is started again, after %d starts before', async (...asked) => {
  const [State, attempt, waitSeconds] = asked;
  told({ State, SubmissionDateTime: Date.parse('2026-11-01T08:00:00Z') / 1000 });
  await expect(run({ ...input, attempt })).resolves.toMatchObject({ attempt, waitSeconds });
});

it('keeps a long reason within what a Fail state takes', async () => {
  told({ State: 'FAILED', StateChangeReason: 'x'.repeat(100_000) });
  expect((await run(input)).failure.Cause).toHaveLength('Query q-1: '.length + 2000);
});

it('stops at a state that it does not know, and at none', async () => {
  told({ State: 'PAUSED' });
  await expect(run(input)).rejects.toThrow("Athena told a state of query q-1 that we don't know: PAUSED.");
  aws.respond = () => json({});
  await expect(run(input)).rejects.toThrow("Athena told a state of query q-1 that we don't know: undefined.");
});

it('names the fields that are missing', async () => {
  await expect(run({})).rejects.toMatchObject({
    name: 'InvalidInput',
    message:
      'startDate is missing: must be a real calendar date, written YYYY-MM-DD; endDate is missing: must be a real calendar date, written YYYY-MM-DD; queryExecutionId is missing: must be a string; attempt is missing: must be a number',
  });
  await expect(run(null)).rejects.toMatchObject({ message: 'input is null: must be an object' });
});

it('tells what it was about when AWS refuses', async () => {
  aws.respond = () => jsonError('InvalidRequestException', 'QueryExecution q-1 was not found');
  await expect(run(input)).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: 'Athena did not tell the state of query q-1: QueryExecution q-1 was not found',
  });
});
