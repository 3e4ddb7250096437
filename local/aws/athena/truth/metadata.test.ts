import { synthesizeInto } from '../../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../../test-support';
import { names, type Pipeline, pipeline, query, startQuery } from '../test-support';
import { type Stack } from '../../../../terraform/stack';
import { metadataTruths } from './metadata';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('athena-metadata');
let run: Pipeline;

beforeAll(() => {
  synthesizeInto(folder);
  run = standUp((name, value) => (name === 'comment' ? undefined : value));
});
afterAll(remove);

const standUp = (replace: (name: string, value: unknown) => unknown): Pipeline =>
  pipeline(JSON.parse(JSON.stringify(devStack(folder), replace)) as Stack, folder);
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
    [`DESCRIBE EXTENDED ${table}`, 'the statement DESCRIBE'],
    [`DESC FORMATTED ${table}`, 'the statement DESC'],
    [`DESCRIBE ${table} id`, 'the statement DESCRIBE'],
    [`DESCRIBE ${table} PARTITION (dt = 'x')`, 'the statement DESCRIBE'],
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
  for (const sql of ['SHOW COLUMNS IN nope', 'SHOW COLUMNS IN nowhere.nope', 'DESCRIBE nope']) {
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

/** Rows of the table `main` of #173 d1, and of #146 r2. */
test('longer names, types and comments are never cut, but a comment at its tab; other spellings are refused', async () => {
  // Without Firehose, which takes fewer types.
  const columns = (...all: object[]) =>
    standUp((name, value) =>
      name === 'columns'
        ? all
        : name === 'blocks'
          ? (value as Stack['blocks']).filter(({ type }) => type !== 'aws_kinesis_firehose_delivery_stream')
          : value,
    );
  const long = 'c21_xxxxxxxxxxxxxxxxx';
  const other = columns(
    { name: long, type: 'struct<aa:int,bb:int>', comment: 'cmt21_xxxxxxxxxxxxxxx' },
    { name: 'n', type: 'decimal(10,2)', comment: 'abc' },
    { name: 'm', type: 'map<string,int>', comment: 'a\tb' },
  );
  const { rows } = await query(other, `DESCRIBE ${table}`);
  expect(rows.slice(0, 3)).toEqual([
    [`${long}\tstruct<aa:int,bb:int>\tcmt21_xxxxxxxxxxxxxxx`],
    [`n${' '.repeat(19)}\tdecimal(10,2)${' '.repeat(7)}\tabc${' '.repeat(17)}`],
    [`m${' '.repeat(19)}\tmap<string,int>${' '.repeat(5)}\ta`],
  ]);
  expect((await query(other, `SHOW COLUMNS IN ${table}`)).rows[0]).toEqual([long]);
  for (const type of ['integer', 'decimal', 'varchar', 'array< int>', 'STRING']) {
    const { reason } = await query(columns({ name: 'n', type }), `DESCRIBE ${table}`);
    expect(reason).toContain(`Not in the local run: DESCRIBE of the type ${type},`);
  }
});
