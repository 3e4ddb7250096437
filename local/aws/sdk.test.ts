import {
  AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { DescribeDeliveryStreamCommand, FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import {
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Account, standUp } from './account';
import { SimulatedClock } from './shared/clock';
import { names } from './athena/test-support';
import { synthesizeInto } from '../../terraform/test-support';
import { devStack, temporaryFolder } from '../test-support';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('sdk');
let account: Account;
let stop: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  synthesizeInto(folder);
  account = await standUp(devStack(folder), { clock: new SimulatedClock(new Date('2026-03-01T08:00:00Z')), folder });
  stop = () => account.close();
});
afterAll(async () => {
  await stop();
  remove();
});

const common = (principal: 'operator' | 'producer') => ({
  endpoint: account.endpoint,
  region: 'eu-west-1',
  credentials: account.credentialsFor(account[principal]),
});
const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';

test('the clients send, query and follow as they do on AWS', async () => {
  const firehose = new FirehoseClient(common('producer'));
  for (const userId of ['1', '2', '3', '4']) {
    const Data = Buffer.from(JSON.stringify({ id: '1', userId }));
    const sent = await firehose.send(new PutRecordCommand({ DeliveryStreamName: names.stream, Record: { Data } }));
    expect(sent).toMatchObject({ RecordId: expect.any(String) as string, Encrypted: false });
  }
  await account.clock.sleep(60_000, 'buffering interval');

  const athena = new AthenaClient(common('operator'));
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: `SELECT userid FROM "${names.table}" ORDER BY userid`,
      QueryExecutionContext: { Database: names.database },
      WorkGroup: names.workgroup,
    }),
  );
  await account.clock.sleep(30_000, 'Wait');
  const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  expect(QueryExecution?.Status).toMatchObject({
    State: 'SUCCEEDED',
    SubmissionDateTime: new Date('2026-03-01T08:01:00Z'),
  });
  const users: unknown[] = [];
  for await (const { ResultSet } of paginateGetQueryResults({ client: athena, pageSize: 2 }, { QueryExecutionId })) {
    for (const { Data } of ResultSet?.Rows ?? []) users.push(Data?.[0]?.VarCharValue);
  }
  expect(users).toEqual(['userid', '1', '2', '3', '4']);

  const states = new SFNClient(common('operator'));
  const input = JSON.stringify({ startDate: '2026-03-01', endDate: '2026-03-01' });
  const { executionArn = '' } = await states.send(new StartExecutionCommand({ stateMachineArn, name: 'today', input }));
  await account.stepFunctions.idle();
  const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
  expect(execution).toMatchObject({
    status: 'SUCCEEDED',
    startDate: expect.any(Date) as Date,
    stopDate: expect.any(Date) as Date,
  });
  const types: unknown[] = [];
  for await (const { events } of paginateGetExecutionHistory({ client: states, pageSize: 10 }, { executionArn })) {
    for (const { type } of events ?? []) types.push(type);
  }
  expect([types[0], types.at(-1)]).toEqual(['ExecutionStarted', 'ExecutionSucceeded']);
  expect(account.sns.outbox.at(-1)?.message).toMatch(/\n {2}Events +4\b/);
});

test("errors come as the clients' own classes", async () => {
  const producer = new FirehoseClient(common('producer'));
  const denied = producer.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: names.stream }));
  await expect(denied).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      'is not authorized to perform: firehose:DescribeDeliveryStream on resource: ',
    ) as string,
  });
  const missing = new FirehoseClient(common('operator')).send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'nope' }),
  );
  await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const query = new StartQueryExecutionCommand({ QueryString: 'SELEC 1', WorkGroup: names.workgroup });
  await expect(new AthenaClient(common('operator')).send(query)).rejects.toMatchObject({
    name: 'InvalidRequestException',
    AthenaErrorCode: 'MALFORMED_QUERY',
    message: "line 1:1: mismatched input 'SELEC'",
  });
  const states = new SFNClient(common('operator'));
  const start = (name: string) => states.send(new StartExecutionCommand({ stateMachineArn, name, input: '{}' }));
  await expect(start('a b')).rejects.toMatchObject({ name: 'InvalidName' });
  await expect(start('today')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

test('a statement on the catalog comes in pages, without a header and as a text', async () => {
  const athena = new AthenaClient(common('operator'));
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: `SHOW COLUMNS IN \`${names.table}\``,
      QueryExecutionContext: { Database: names.database },
      WorkGroup: names.workgroup,
    }),
  );
  await account.clock.sleep(30_000, 'Wait');
  const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  expect(QueryExecution).toMatchObject({
    StatementType: 'UTILITY',
    SubstatementType: 'SHOW_COLUMNS',
    Status: { State: 'SUCCEEDED' },
    ResultConfiguration: { OutputLocation: expect.stringMatching(/\.txt$/) as string },
  });
  const columns: unknown[] = [];
  for await (const { ResultSet } of paginateGetQueryResults({ client: athena, pageSize: 2 }, { QueryExecutionId })) {
    for (const { Data } of ResultSet?.Rows ?? []) columns.push(Data?.[0]?.VarCharValue?.trimEnd());
  }
  expect(columns).toEqual(['id', 'userid', 'format', 'ts', 'dt']);
});

test('who stops the account finds in S3 what was accepted', async () => {
  const parquet = () => account.objects.list('events-dev-blog-000000000000', 'events/').length;
  const before = parquet();
  const firehose = new FirehoseClient(common('producer'));
  const Data = Buffer.from(JSON.stringify({ id: '1', userId: '5' }));
  await firehose.send(new PutRecordCommand({ DeliveryStreamName: names.stream, Record: { Data } }));
  stop = () => Promise.resolve();
  expect(await account.end()).toEqual([]);
  expect(parquet()).toBe(before + 1);
  const late = new FirehoseClient({ ...common('producer'), maxAttempts: 1 });
  await expect(late.send(new PutRecordCommand({ DeliveryStreamName: names.stream, Record: { Data } }))).rejects.toThrow(
    'ECONNREFUSED',
  );
});
