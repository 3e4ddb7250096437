import { synthesizeInto } from '../../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../../test-support';
import { names, type Pipeline, pipeline, query, startQuery } from '../test-support';
import { metadataTruths } from './metadata';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('athena-metadata');
let run: Pipeline;

beforeAll(() => {
  synthesizeInto(folder);
  run = pipeline(devStack(folder), folder);
});
afterAll(remove);

const table = `\`${names.table}\``;

test('each statement answers as recorded: type, columns, rows, file and rights', async () => {
  for (const { says, sql, substatement, columns, rows, contentType, updateCount, needs } of metadataTruths) {
    run.uses.length = 0;
    const answer = await query(run, sql);
    const asked = run.uses.filter(({ action }) => action.startsWith('glue:')).map(({ action }) => action);
    const { QueryExecution: execution } = (await run.call('athena', 'GetQueryExecution', {
      QueryExecutionId: answer.id,
    })) as { QueryExecution: Record<string, unknown> };
    const results = (await run.call('athena', 'GetQueryResults', { QueryExecutionId: answer.id })) as {
      UpdateCount?: number;
      ResultSet: { Rows: unknown; ResultSetMetadata: { ColumnInfo: object[] } };
    };
    const { OutputLocation = '' } = execution['ResultConfiguration'] as { OutputLocation?: string };
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(OutputLocation) ?? [];
    expect({
      says,
      type: [execution['StatementType'], execution['SubstatementType']],
      columns: results.ResultSet.ResultSetMetadata.ColumnInfo,
      rows: results.ResultSet.Rows,
      updateCount: results.UpdateCount,
      scanned: answer.bytes,
      key,
      file: (await run.store.get(bucket, key)).toString(),
      contentType: run.store.head(bucket, key)?.headers['content-type'],
      hasMetadata: run.store.head(bucket, `${key}.metadata`) !== undefined,
      asked,
    }).toEqual({
      says,
      type: ['UTILITY', substatement],
      columns: columns.map((name) => ({
        CatalogName: 'hive',
        SchemaName: '',
        TableName: '',
        Name: name,
        Label: name,
        Type: 'string',
        Precision: 0,
        Scale: 0,
        Nullable: 'UNKNOWN',
        CaseSensitive: false,
      })),
      rows: rows.map((row) => ({ Data: [{ VarCharValue: row }] })),
      updateCount,
      scanned: 0,
      key: expect.stringMatching(new RegExp(`${answer.id}\\.txt$`)) as string,
      file: rows.join('\n'),
      contentType,
      hasMetadata: true,
      asked: needs,
    });
  }
});

test('what no record tells of is refused when it is submitted', async () => {
  for (const [sql, what] of [
    ['SHOW TABLES LIKE', 'the statement SHOW'],
    [`SHOW TABLES IN "${names.database}"`, 'the statement SHOW'],
    [`SHOW TABLES IN ${names.database}`, 'the statement SHOW'],
    ["SHOW TABLES 'ev.nts'", "the pattern 'ev.nts'"],
    ["SHOW TABLES 'EV*'", "the pattern 'EV*'"],
    ["SHOW TABLES 'a||b'", "the pattern 'a||b'"],
    ["SHOW DATABASES LIKE 'video*'", 'the statement SHOW'],
    [`SHOW COLUMNS ${table}`, 'the statement SHOW'],
    [`SHOW COLUMNS IN ${table} LIKE 'i*'`, 'the statement SHOW'],
    [`SHOW PARTITIONS ${table} PARTITION (dt='x')`, 'the statement SHOW'],
    ['SHOW /* c */ TABLES', 'the statement SHOW'],
    [`SHOW CREATE TABLE ${table}`, 'the statement SHOW'],
  ] as const) {
    await expect(startQuery(run, sql)).rejects.toThrow(`Not in the local run: ${what}`);
  }
  await expect(startQuery(run, 'SHOW TABLES ?', { ExecutionParameters: ["'ev*'"] })).rejects.toThrow(
    'Not in the local run: execution parameters of SHOW and DESCRIBE',
  );
});

test('the columns of a table that is not there are refused at once, as Athena does', async () => {
  for (const sql of ['SHOW COLUMNS IN nope', 'SHOW COLUMNS IN nowhere.nope']) {
    await expect(startQuery(run, sql)).rejects.toMatchObject({
      code: 'InvalidRequestException',
      message: expect.stringMatching(
        /^Entity Not Found \(Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
      ) as string,
    });
  }
});

test('a database that is not there, or none, fails in our words; so does a caller without rights', async () => {
  const nowhere = await query(run, 'SHOW TABLES IN nowhere');
  expect(nowhere.reason).toMatch(/^Not in the local run: SHOW TABLES in the database nowhere, which is not there/);
  const noTable = await query(run, 'SHOW PARTITIONS nope');
  expect(noTable.reason).toMatch(/^Not in the local run: SHOW PARTITIONS of a table that is not there/);
  const none = await query(run, 'SHOW TABLES', { QueryExecutionContext: {} });
  expect(none.reason).toMatch(/^Not in the local run: SHOW TABLES without a database/);
  const starter = [...run.access.access.roles.keys()].find((arn) => arn.includes('start-query')) ?? '';
  for (const [sql, action] of [
    ['SHOW TABLES', 'GetTables'],
    ['SHOW DATABASES', 'GetDatabases'],
    [`SHOW PARTITIONS ${table}`, 'GetPartitions'],
  ] as const) {
    const { state, reason } = await query(run, sql, {}, { kind: 'role', arn: starter });
    expect([state, reason]).toEqual([
      'FAILED',
      expect.stringMatching(
        new RegExp(`^Not in the local run: how Athena words a denied SHOW.* glue:${action} on resource: `),
      ),
    ]);
  }
});
