import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { render } from '../../../state-machines/language/rendered/render';
import {
  athenaGetQueryExecution,
  athenaGetQueryResults,
  athenaStartQueryExecution,
  athenaStopQueryExecution,
} from '../../../state-machines/language/services/athena';
import { athenaStartQueryExecutionSync } from '../../../state-machines/language/services/services';
import { stateMachine } from '../../../state-machines/language/state-machine';
import { synthesizeInto } from '../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../test-support';
import { type Account, standUp } from '../account';
import { clientsOf, type Clients } from '../clients';
import { type Clock, LiveClock, SimulatedClock } from '../shared/clock';
import { type Execution } from './execution';
import { type Machine, withMachine } from './sdk/test-support';

// What the builder's types and rights say of a query that is waited for, held against what runs, in the reports' workgroup.

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('built-query');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

const arns = {
  self: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
  workgroup: 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog',
};
const database = 'video-analytics-dev-blog';

const machine = stateMachine<{ sql: string; seconds: number }>()({
  startAt: 'Query',
  states: {
    Query: {
      type: 'Task',
      run: athenaStartQueryExecutionSync('workgroup'),
      parameters: { QueryString: '$.sql', QueryExecutionContext: { Database: database } },
      timeoutSecondsPath: '$.seconds',
      next: 'Rows',
    },
    Rows: {
      type: 'Task',
      run: athenaGetQueryResults('workgroup'),
      parameters: { QueryExecutionId: '$.QueryExecution.QueryExecutionId' },
      resultPath: '$.Results',
      end: true,
    },
  },
});

const { definition, permissions } = render(machine, arns);
type Built = Pick<ReturnType<typeof render<string>>, 'definition' | 'permissions'>;
const allow = (Action: readonly string[], Resource: readonly string[]) => ({
  Effect: 'Allow',
  Action: [...Action],
  Resource: [...Resource],
});
/** What the query reads and writes, which its SQL says. */
const beside = [
  allow(['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'], ['*']),
  allow(
    [
      ...['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads', 's3:GetObject', 's3:PutObject'],
      ...['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 'kms:Decrypt', 'kms:GenerateDataKey'],
    ],
    ['*'],
  ),
];

const start = new Date('2026-10-31T00:00:00Z');
let account: Account;
let clients: Clients;
/** @param missing of the rights that are derived */
async function stand(clock: Clock, missing?: string, what: Built = { definition, permissions }): Promise<void> {
  const derived = what.permissions.flatMap(({ actions, resources }) =>
    actions.filter((action) => action !== missing).map((action) => allow([action], resources)),
  );
  const change = withMachine(what.definition.States as Record<string, Machine>, ...derived, ...beside);
  account = await standUp(devStack(folder, change), { clock, folder: `${folder}/run` });
  clients = clientsOf(account);
}
afterEach(async () => {
  await account?.events.idle();
  clients?.close();
  await account?.close();
});

async function begin(sql: string, seconds = 600): Promise<string> {
  const input = JSON.stringify({ sql, seconds });
  const { executionArn } = await clients.states.send(new StartExecutionCommand({ stateMachineArn: arns.self, input }));
  return executionArn ?? '';
}
async function run(sql: string, seconds?: number): Promise<Execution> {
  await begin(sql, seconds);
  await account.stepFunctions.idle();
  const [execution] = account.stepFunctions.executions();
  if (!execution) throw new Error('Nothing ran.');
  return execution;
}
const eventsOf = ({ history }: Execution) => history.events.map(({ type }) => type);
const states = () => account.athena.executions().map(({ state }) => state);
const refused = () => account.accessControl.refusals.map(({ use }) => use.action);
/** Takes some seconds, unless it is stopped. */
const slow =
  'SELECT count(*) FROM UNNEST(sequence(1, 9000)) AS a(a) CROSS JOIN UNNEST(sequence(1, 9000)) AS b(b) CROSS JOIN UNNEST(sequence(1, 10)) AS c(c) WHERE (a + b) % 7 = c';

test('a query that is waited for gives what AWS was recorded to give, and a page of its result', async () => {
  await stand(new SimulatedClock(start));
  const execution = await run(`SELECT count(*) AS n FROM "${database}"."events-dev-blog"`);
  expect([execution.status, execution.cause]).toEqual(['SUCCEEDED', undefined]);
  const output = execution.output ?? '';
  const { QueryExecution: query, Results: results } = JSON.parse(output) as {
    QueryExecution: { Status: { SubmissionDateTime: number; CompletionDateTime: number; State: string } };
    Results: object;
  };
  expect(query.Status).toEqual({
    CompletionDateTime: expect.any(Number),
    State: 'SUCCEEDED',
    SubmissionDateTime: start.getTime(),
  });
  // The recorded names, in the recorded order, and the one that Athena's own answers have had since.
  expect(Object.keys(query)).toEqual([
    ...['EngineVersion', 'Query', 'QueryExecutionContext', 'QueryExecutionId', 'ResultConfiguration'],
    ...['ResultReuseConfiguration', 'StatementType', 'Statistics', 'Status', 'SubstatementType', 'WorkGroup'],
  ]);
  expect(JSON.stringify(results)).toBe(
    JSON.stringify({
      ResultSet: {
        ResultSetMetadata: {
          ColumnInfo: [
            {
              ...{ CaseSensitive: false, CatalogName: 'hive', Label: 'n', Name: 'n', Nullable: 'UNKNOWN' },
              ...{ Precision: 19, Scale: 0, SchemaName: '', TableName: '', Type: 'bigint' },
            },
          ],
        },
        Rows: [{ Data: [{ VarCharValue: 'n' }] }, { Data: [{ VarCharValue: '0' }] }],
      },
      UpdateCount: 0,
    }),
  );
  expect(eventsOf(execution).slice(1, 7)).toEqual([
    ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited'],
  ]);
  const submitted = execution.history.events.find(({ type }) => type === 'TaskSubmitted');
  expect(submitted?.['taskSubmittedEventDetails']).toMatchObject({
    resourceType: 'athena',
    resource: 'startQueryExecution.sync',
    output: expect.stringMatching(/^\{"QueryExecutionId":"[0-9a-f-]{36}"\}$/),
  });
  expect(account.accessControl.refusals).toEqual([]);
});

test('one that fails fails the task by States.TaskFailed, and tells of it as JSON', async () => {
  await stand(new SimulatedClock(start));
  const execution = await run('SELECT nothing');
  expect(execution).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
  expect(JSON.parse(execution.cause ?? '')).toMatchObject({
    QueryExecution: {
      Status: { State: 'FAILED', StateChangeReason: expect.stringContaining('COLUMN_NOT_FOUND') },
      WorkGroup: 'analytics-dev-blog',
    },
  });
  expect(eventsOf(execution).slice(-3)).toEqual(['TaskSubmitted', 'TaskFailed', 'ExecutionFailed']);
});

test('what Athena does not take fails the task by its error’s name', async () => {
  await stand(new SimulatedClock(start));
  const execution = await run('SELEC 1');
  expect(execution.error).toBe('Athena.InvalidRequestException');
  expect(execution.cause).toMatch(
    /\(Service: AmazonAthena; Status Code: 400; Error Code: InvalidRequestException; Request ID: [^;]+; Proxy: null\)$/,
  );
});

test('it is stopped with the execution that waits for it', async () => {
  await stand(new LiveClock());
  const executionArn = await begin(slow);
  while (states().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await clients.states.send(new StopExecutionCommand({ executionArn }));
  await account.stepFunctions.idle();
  await account.stepFunctions.quiet();
  expect([account.stepFunctions.executions()[0]?.status, ...states()]).toEqual(['ABORTED', 'CANCELLED']);
  expect(account.accessControl.refusals).toEqual([]);
});

test('and when the task’s time is up', async () => {
  await stand(new LiveClock());
  const execution = await run(slow, 1);
  await account.stepFunctions.quiet();
  expect([execution.error, ...states()]).toEqual(['States.Timeout', 'CANCELLED']);
});

test('without .sync it is started, looked at and stopped by its id', async () => {
  const byId = { QueryExecutionId: '$.QueryExecutionId' } as const;
  const steps = stateMachine<{ sql: string }>()({
    startAt: 'Start',
    states: {
      Start: {
        type: 'Task',
        run: athenaStartQueryExecution('workgroup'),
        parameters: { QueryString: '$.sql' },
        next: 'Look',
      },
      Look: {
        type: 'Task',
        run: athenaGetQueryExecution('workgroup'),
        parameters: byId,
        resultPath: '$.found',
        next: 'Stop',
      },
      Stop: {
        type: 'Task',
        run: athenaStopQueryExecution('workgroup'),
        parameters: byId,
        resultPath: '$.stopped',
        end: true,
      },
    },
  });
  await stand(new SimulatedClock(start), undefined, render(steps, arns));
  const execution = await run('SELECT 1');
  expect([execution.status, execution.cause]).toEqual(['SUCCEEDED', undefined]);
  const output = JSON.parse(execution.output ?? '') as { QueryExecutionId: string };
  expect(Object.keys(output)).toEqual(['QueryExecutionId', 'found', 'stopped']);
  expect(output).toMatchObject({
    found: {
      QueryExecution: {
        QueryExecutionId: output.QueryExecutionId,
        Status: { State: 'RUNNING', SubmissionDateTime: start.getTime() },
      },
    },
    stopped: {},
  });
  expect(account.accessControl.refusals).toEqual([]);
});

test.each<[string, string | undefined, RegExp]>([
  [
    'athena:StartQueryExecution',
    'Athena.AmazonAthenaException',
    /not authorized to perform: athena:StartQueryExecution/,
  ],
  [
    'athena:GetDataCatalog',
    'States.Runtime',
    /startQueryExecution of a role that may not read the catalog: .*GetDataCatalog/,
  ],
  ['athena:GetQueryExecution', 'States.Runtime', /startQueryExecution\.sync whose query \S+ can not be described: /],
  ['athena:GetQueryResults', 'Athena.AmazonAthenaException', /not authorized to perform: athena:GetQueryResults/],
])('it does not run without the right to %s', async (missing, error, cause) => {
  await stand(new SimulatedClock(start), missing);
  const execution = await run('SELECT 1');
  expect(execution).toMatchObject({ status: 'FAILED', error });
  expect(execution.cause).toMatch(cause);
  expect(refused()).toEqual([missing]);
});

test('without the right to stop it, it goes on, and the refusal is kept', async () => {
  await stand(new LiveClock(), 'athena:StopQueryExecution');
  const execution = await run(slow, 1);
  while (refused().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect([execution.error, ...states()]).toEqual(['States.Timeout', 'RUNNING']);
  expect(refused()).toEqual(['athena:StopQueryExecution']);
});

test('these are all the rights that are derived', () => {
  expect(permissions.flatMap(({ actions }) => actions).sort()).toEqual([
    ...['athena:GetDataCatalog', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StartQueryExecution'],
    'athena:StopQueryExecution',
  ]);
});
