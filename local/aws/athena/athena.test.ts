import { errorAnswer } from '../endpoint/wire-error';
import { type AwsError } from '../shared/errors';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Stack } from '../../../terraform/stack';
import { synthesizeInto } from '../../../terraform/test-support';
import { createInstance } from '../shared/duckdb';
import { temporaryFolder, devStack, withoutStatement } from '../../test-support';
import { type Pipeline, deliver, names, pipeline, query, startQuery } from './test-support';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('athena');
const starter = 'start-query';
let run: Pipeline;

beforeAll(async () => {
  synthesizeInto(folder);
  run = pipeline(devStack(folder), folder);
  await deliver(run, [
    { id: 'a', userId: 'u1', format: 'mp4', timestamp: '2026-03-01T07:00:00Z' },
    { id: 'a', userId: 'u2', format: 'webm', timestamp: 1772348400 },
    { id: 'b', userId: 'u1' },
  ]);
  await run.clock.advanceTo(new Date('2026-03-02T10:00:00Z'));
  await deliver(run, [{ id: 'c', userId: 'u3', format: 'mp4', timestamp: '2026-03-02 09:59:59.5' }]);
});
afterAll(remove);

const table = `"${names.database}"."${names.table}"`;

test('types, NULL and the header come back as Athena prints them', async () => {
  const { rows } = await query(
    run,
    `SELECT id, format, ts, dt, count(*) OVER () AS n, 1.5e0 AS x, 5 / 2 AS half FROM ${table} ORDER BY id, userid`,
  );
  expect(rows).toEqual([
    ['id', 'format', 'ts', 'dt', 'n', 'x', 'half'],
    ['a', 'mp4', '2026-03-01 07:00:00.000', '2026-03-01', '4', '1.5', '2'],
    ['a', 'webm', '2026-03-01 07:00:00.000', '2026-03-01', '4', '1.5', '2'],
    ['b', null, null, '2026-03-01', '4', '1.5', '2'],
    ['c', 'mp4', '2026-03-02 09:59:59.500', '2026-03-02', '4', '1.5', '2'],
  ]);
});

test('an object that was put over another is read in its partition, and so is one whose key is no name of a file', async () => {
  const own = pipeline(devStack(folder), folder);
  const bucket = 'events-dev-blog-000000000000';
  const put = (key: string, of: string) => own.store.put(bucket, key, readFileSync(run.store.path(bucket, of)));
  const [first = '', second = ''] = [...run.store.list(bucket, 'events/')];
  const [late, plain, odd] = ['late', 'plain', "of 2 o'clock%3A+é"].map(
    (name) => `events/dt=2026-03-01/${name}.parquet`,
  ) as [string, string, string];
  await put(late, second);
  await put(late, first);
  await put(plain, second);
  await put(odd, second);
  await own.clock.advanceTo(new Date('2026-03-03T00:00:00Z'));
  const { rows, reason } = await query(
    own,
    `SELECT "$path", dt, count(*) FROM ${table} WHERE dt = '2026-03-01' GROUP BY 1, 2 ORDER BY 1`,
  );
  expect([reason, ...rows.slice(1)]).toEqual([
    undefined,
    [`s3://${bucket}/${late}`, '2026-03-01', '3'],
    [`s3://${bucket}/${odd}`, '2026-03-01', '1'],
    [`s3://${bucket}/${plain}`, '2026-03-01', '1'],
  ]);
});

test.each([
  [
    `SELECT nope FROM ${table}`,
    "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved or requester is not authorized to access requested resources",
  ],
  [
    'SELECT 1 FROM nope',
    "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.video-analytics-dev-blog.nope' does not exist",
  ],
  ['SELECT 1 FROM nope.nope', "SCHEMA_NOT_FOUND: line 1:15: Schema 'nope' does not exist"],
  [`SELECT nofun(id) FROM ${table}`, "FUNCTION_NOT_FOUND: line 1:8: Function 'nofun' not registered"],
  [
    `SELECT id FROM ${table} GROUP BY format`,
    "EXPRESSION_NOT_AGGREGATE: line 1:8: 'id' must be an aggregate expression or appear in GROUP BY clause",
  ],
  [`SELECT CAST(id AS integer) FROM ${table} WHERE dt = '2026-03-02'`, "INVALID_CAST_ARGUMENT: Cannot cast 'c' to INT"],
  ['SELECT 1 / 0', 'DIVISION_BY_ZERO: Division by zero'],
  ['SELECT 2147483647 + 1', 'NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1'],
  [
    `SELECT 1 FROM ${table} WHERE ts > '2026-01-01'`,
    /^TYPE_MISMATCH: line 1:\d+: Cannot apply operator: timestamp\(3\) < varchar\(10\)$/,
  ],
  [
    `SELECT 1 FROM ${table} WHERE dt = DATE '2026-03-01'`,
    /^TYPE_MISMATCH: line 1:\d+: Cannot apply operator: varchar = date$/,
  ],
])("%s fails in Athena's words", async (sql, reason) => {
  expect(await query(run, sql)).toMatchObject({
    state: 'FAILED',
    reason: typeof reason === 'string' ? reason : (expect.stringMatching(reason) as string),
  });
});

test('what Athena has, and the local run has not, is refused by its name and never in the words of Athena', async () => {
  const ours =
    /^Not in the local run: .*\. Athena has it; docs\/reference\/athena-sql\.md lists what the local run takes\.$/;
  const { state, reason } = await query(run, 'SELECT soundex(id), 1 AS one FROM ' + table);
  expect(state).toBe('FAILED');
  expect(reason).toMatch(ours);
  expect(reason).toContain('the function soundex() (line 1, column 8)');
  for (const sql of [
    'DROP TABLE x',
    'SHOW VIEWS',
    'CREATE TABLE x AS SELECT 1',
    'INSERT INTO x SELECT 1',
    'MSCK REPAIR TABLE x',
  ]) {
    await expect(startQuery(run, sql)).rejects.toThrow(ours);
  }
  await expect(startQuery(run, 'WITH RECURSIVE t(n) AS (SELECT 1) SELECT n FROM t')).rejects.toThrow(ours);
});

test('text, dates and divisions are those of Athena', async () => {
  const { rows, reason } = await query(
    run,
    `SELECT DECIMAL '7.0' / 3, 7.0 / 3, substr('abc', 0), date_format(min(ts), '%d.%m.%Y'), CAST(0.1 AS real), map(ARRAY['k'], ARRAY[ARRAY['v w']]) FROM ${table}`,
  );
  expect(reason).toBeUndefined();
  expect(rows).toEqual([
    ['_col0', '_col1', '_col2', '_col3', '_col4', '_col5'],
    ['2.3', '2.3333333333333335', '', '01.03.2026', '0.1', '{k=[v w]}'],
  ]);
});

test.each([
  ['SELEC 1', "line 1:1: mismatched input 'SELEC'"],
  ['SELECT 1 FROM', "line 1:14: mismatched input '<EOF>'"],
  ['SELECT 1; SELECT 2', 'Only one sql statement is allowed. Got: SELECT 1; SELECT 2'],
  ["COPY (SELECT 1) TO '/tmp/x'", "line 1:1: mismatched input 'COPY'"],
  ["SELECT * FROM read_csv('/etc/passwd')", "line 1:23: mismatched input '('"],
  ["SELECT * FROM '/etc/passwd'", "line 1:15: mismatched input ''/etc/passwd''"],
  ['SELECT id::varchar', "line 1:10: mismatched input ':'"],
])('%s is refused when it is submitted', async (sql, message) => {
  await expect(startQuery(run, sql)).rejects.toMatchObject({ code: 'InvalidRequestException', message });
});

test('a partition predicate reads one file, of which only the columns that are used count', async () => {
  const one = await query(run, `SELECT count(DISTINCT userid) FROM ${table} WHERE dt = '2026-03-02'`);
  const all = await query(run, `SELECT count(DISTINCT userid), count(DISTINCT id) FROM ${table}`);
  const none = await query(run, `SELECT count(*) FROM ${table} WHERE dt = '2019-01-01'`);
  expect(one.rows[1]).toEqual(['1']);
  expect(one.bytes).toBeGreaterThan(0);
  expect(all.bytes).toBeGreaterThan(2 * one.bytes);
  expect(none).toMatchObject({ bytes: 0, rows: [['_col0'], ['0']] });
});

test("reads with its caller's rights, and only what it needs", async () => {
  run.uses.length = 0;
  const role = run.role(
    [...run.access.access.roles.keys()]
      .map((arn) => arn.split('/').pop() ?? '')
      .find((name) => name.includes(starter)) ?? '',
  );
  const { state } = await query(run, `SELECT count(id) FROM ${table} WHERE dt = '2026-03-02'`, {}, role);
  expect(state).toBe('SUCCEEDED');
  const needs = run.uses
    .filter(({ principal }) => principal.kind === 'role')
    .map(({ action, via }) => `${action} ${via ?? ''}`.trim());
  expect(needs).toEqual([
    'athena:StartQueryExecution',
    's3:GetBucketLocation athena.amazonaws.com',
    's3:ListBucketMultipartUploads athena.amazonaws.com',
    // Of `default`, then of the table's own.
    'glue:GetDatabase athena.amazonaws.com',
    'glue:GetDatabase athena.amazonaws.com',
    'glue:GetTable athena.amazonaws.com',
    's3:GetBucketLocation athena.amazonaws.com',
    's3:ListBucket athena.amazonaws.com',
    's3:GetObject athena.amazonaws.com',
    's3:PutObject athena.amazonaws.com',
    's3:AbortMultipartUpload athena.amazonaws.com',
    's3:ListMultipartUploadParts athena.amazonaws.com',
    's3:GetObject athena.amazonaws.com',
    's3:ListBucket athena.amazonaws.com',
  ]);
  expect(run.uses.find(({ action }) => action === 'glue:GetDatabase')?.resources).toEqual([
    'arn:aws:glue:eu-west-1:000000000000:catalog',
    'arn:aws:glue:eu-west-1:000000000000:database/default',
  ]);
});

test.each([
  [
    'ReadSchema',
    /^Insufficient permissions to execute the query\. User: arn:aws:sts::.* is not authorized to perform: glue:GetTable on resource: arn:aws:glue:/,
  ],
  ['ReadEvents', /^Permission denied on S3 path: s3:\/\/events-.*\. User: .* s3:GetObject on resource: /],
  ['ListEvents', /^Permission denied on S3 path: s3:\/\/events-.*\. User: .* s3:ListBucket on resource: /],
  ['ListResults', /^Access denied when writing output to url: s3:\/\/query-output-.* s3:ListBucket on resource: /],
  ['WriteResults', /^Access denied when writing output to url: s3:\/\/query-output-.* s3:PutObject on resource: /],
])('without %s the query fails, and says who was refused what', async (sid, reason) => {
  const other = pipeline(devStack(folder, withoutStatement(sid)), folder);
  // Firehose has a statement of that name too: the file comes from a store that it wrote before.
  const [key = ''] = run.store.list('events-dev-blog-000000000000', 'events/');
  await other.store.put('events-dev-blog-000000000000', key, await run.store.get('events-dev-blog-000000000000', key));
  const arn = [...other.access.access.roles.keys()].find((one) => one.includes(starter)) ?? '';
  const result = await query(other, `SELECT count(id) FROM ${table}`, {}, { kind: 'role', arn });
  expect(result.state).toBe('FAILED');
  expect(result.reason).toMatch(reason);
  expect(other.access.refusals[0]?.verdict.where?.file).toMatch(/^constructs\//);
});

const malformed = { fields: { AthenaErrorCode: 'MALFORMED_QUERY', ErrorCode: 'MALFORMED_QUERY' } };

test('the same token is the same query; with another query it is refused', async () => {
  const ClientRequestToken = 'x'.repeat(32);
  const first = await startQuery(run, 'SELECT 1', { ClientRequestToken });
  expect(await startQuery(run, 'SELECT 1', { ClientRequestToken })).toBe(first);
  await expect(startQuery(run, 'SELECT 2', { ClientRequestToken })).rejects.toThrow(
    'Idempotent parameters do not match',
  );
  // Neither parameters nor the workgroup are compared: aoyagikouhei/athena-local, client-request-token.md, #3.
  expect(await startQuery(run, 'SELECT 1', { ClientRequestToken, ExecutionParameters: ['1'] })).toBe(first);
  // What is no SQL is told first, and takes no token.
  const other = { ClientRequestToken: 'y'.repeat(32) };
  await expect(startQuery(run, 'SELEC 1', { ClientRequestToken })).rejects.toMatchObject(malformed);
  await expect(startQuery(run, 'SELEC 1', other)).rejects.toMatchObject(malformed);
  expect(await startQuery(run, 'SELECT 1', other)).not.toBe(first);
});

test('parameters are literals in the places of question marks, and nothing else', async () => {
  const sql = `SELECT count(*) AS n FROM ${table} WHERE id = ? AND dt <= ? AND '?' <> ''`;
  const { rows } = await query(run, sql, { ExecutionParameters: ["'a'", "'2026-03-01'"] });
  expect(rows).toEqual([['n'], ['2']]);
  await expect(startQuery(run, sql, { ExecutionParameters: ["'a'"] })).rejects.toThrow(
    'Not in the local run: 1 execution parameters for 2 places',
  );
  await expect(startQuery(run, sql, { ExecutionParameters: ["'a' OR 1=1", "'x'"] })).rejects.toThrow(
    "Not in the local run: the execution parameter 'a' OR 1=1, which is no literal",
  );
  // Where there is no place, they are let be.
  expect((await query(run, 'SELECT 1 AS n', { ExecutionParameters: ["'a'"] })).rows).toEqual([['n'], ['1']]);
});

test('asked at once it runs still; results come in pages, the header first', async () => {
  const id = await startQuery(run, `SELECT id FROM ${table} ORDER BY id`);
  expect(await run.call('athena', 'GetQueryExecution', { QueryExecutionId: id })).toMatchObject({
    QueryExecution: { Status: { State: 'RUNNING' } },
  });
  await expect(run.call('athena', 'GetQueryResults', { QueryExecutionId: id })).rejects.toThrow(
    'Query has not yet finished. Current state: RUNNING',
  );
  await run.clock.sleep(30_000, 'Wait');
  await run.call('athena', 'GetQueryExecution', { QueryExecutionId: id });
  const values: unknown[] = [];
  for (let NextToken: string | undefined, page = 0; page < 9; page++) {
    const answer = (await run.call('athena', 'GetQueryResults', {
      QueryExecutionId: id,
      MaxResults: 2,
      ...(NextToken ? { NextToken } : {}),
    })) as { NextToken?: string; ResultSet: { Rows: { Data: { VarCharValue: string }[] }[] } };
    values.push(answer.ResultSet.Rows.map(({ Data }) => Data[0]?.VarCharValue));
    NextToken = answer.NextToken;
    if (!NextToken) break;
  }
  expect(values).toEqual([['id', 'a'], ['a', 'b'], ['c']]);
});

// Recorded, with the words below: radkawar/stackd at 9dc356f, testdata/aws/athena/application_verified.json.
test('behind a full page there is a token, though it be the last: the next is empty', async () => {
  const { id: QueryExecutionId } = await query(run, 'SELECT 1 AS n');
  const page = (more: object) => run.call('athena', 'GetQueryResults', { QueryExecutionId, MaxResults: 2, ...more });
  const full = await page({});
  const next = await page({ NextToken: (full as { NextToken?: string }).NextToken });
  expect(full).toMatchObject({ ResultSet: { Rows: [{}, {}] }, NextToken: expect.any(String) as string });
  expect(next).toEqual({
    UpdateCount: 0,
    ResultSet: { Rows: [], ResultSetMetadata: { ColumnInfo: [expect.objectContaining({ Name: 'n' })] } },
  });
});

test('a query tells that it took no result of before, how its result is encrypted, and of its planning once it ended', async () => {
  const encryption = '"encryption_configuration":{"encryption_option":"SSE_S3"},"output_location"';
  const encrypting = JSON.parse(JSON.stringify(devStack(folder)).replace('"output_location"', encryption)) as Stack;
  const told = pipeline(encrypting, folder);
  const id = await startQuery(told, 'SELECT 1 AS n');
  await told.clock.sleep(30_000, 'Wait');
  expect(await told.call('athena', 'GetQueryExecution', { QueryExecutionId: id })).toMatchObject({
    QueryExecution: {
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
      Statistics: { ServicePreProcessingTimeInMillis: 0, QueryPlanningTimeInMillis: 0 },
    },
  });
  const failed = await query(told, `SELECT missing_column FROM ${table}`);
  expect(JSON.stringify(await told.call('athena', 'GetQueryExecution', { QueryExecutionId: failed.id }))).not.toContain(
    'QueryPlanningTimeInMillis',
  );
});

/** aoyagikouhei/athena-local at 11b3f4e, docs/dev/measurements/query-results.md, #83; docs/api.md; result-files.md, #5 and #70. */
test('what was recorded of pages, states and files', async () => {
  const ended = await query(run, 'SELECT 1 + 1 AS n');
  const results = (more: object) => run.call('athena', 'GetQueryResults', { QueryExecutionId: ended.id, ...more });
  const input = { AthenaErrorCode: 'INVALID_INPUT' };
  await expect(results({ MaxResults: 1001 })).rejects.toMatchObject({
    message: 'MaxResults is more than maximum allowed length 1000',
    fields: input,
  });
  await expect(results({ NextToken: 'nonsense' })).rejects.toMatchObject({
    message: 'Malformed nextPageToken nonsense',
    fields: input,
  });
  const stopped = await startQuery(run, 'SELECT 1 ;');
  await run.call('athena', 'StopQueryExecution', { QueryExecutionId: stopped });
  const described = await describe(stopped);
  expect(described).toMatchObject({
    Query: 'SELECT 1',
    Status: { State: 'CANCELLED', StateChangeReason: 'Query cancelled by user' },
  });
  expect(described.Status).not.toHaveProperty('AthenaError');
  await expect(run.call('athena', 'GetQueryResults', { QueryExecutionId: stopped })).rejects.toMatchObject({
    message: 'Could not find results',
    fields: { AthenaErrorCode: 'RESULT_NOT_FOUND', ErrorCode: 'RESULT_NOT_FOUND' },
  });
  const failed = await query(run, 'SELECT 1 / 0', {
    QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: names.database },
  });
  expect(await describe(failed.id)).toMatchObject({
    QueryExecutionContext: { Catalog: 'awsdatacatalog', Database: names.database },
    Status: { AthenaError: { ErrorCategory: 2, ErrorType: 1001, Retryable: false } },
  });
  await expect(run.call('athena', 'GetQueryResults', { QueryExecutionId: failed.id })).rejects.toMatchObject({
    fields: { AthenaErrorCode: 'INVALID_QUERY_EXECUTION_STATE' },
  });
  const literal = await query(run, "SELECT 'a', -1 AS n");
  for (const [{ id }, type] of [
    [ended, 'application/octet-stream'],
    [literal, 'binary/octet-stream'],
  ] as const) {
    const { OutputLocation } = (await describe(id)).ResultConfiguration;
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(OutputLocation) ?? [];
    for (const one of [key, `${key}.metadata`]) expect(run.store.head(bucket, one)?.headers['content-type']).toBe(type);
  }
});

async function describe(id: string) {
  const { QueryExecution } = (await run.call('athena', 'GetQueryExecution', { QueryExecutionId: id })) as {
    QueryExecution: { Status: object; ResultConfiguration: { OutputLocation: string } };
  };
  return QueryExecution;
}

test('an error is told in the body that was recorded, byte by byte', async () => {
  const ClientRequestToken = 'z'.repeat(32);
  await startQuery(run, 'SELECT 1', { ClientRequestToken });
  const error: unknown = await startQuery(run, 'SELECT 2', { ClientRequestToken }).catch((thrown: unknown) => thrown);
  const { headers, body } = errorAnswer('json', error as AwsError, 'r', 'athena');
  expect(headers).toEqual({ 'x-amzn-requestid': 'r', 'content-type': 'application/x-amz-json-1.1' });
  expect(body).toBe(
    '{"__type":"InvalidRequestException","AthenaErrorCode":"IDEMPOTENT_PARAMETER_MISMATCH","ErrorCode":"IDEMPOTENT_PARAMETER_MISMATCH","Message":"Idempotent parameters do not match"}',
  );
});

test('over the scan limit it is cancelled', async () => {
  // Less than AWS takes, so that a few events are over it: set after the stack is read, which would refuse it.
  const text = JSON.stringify(devStack(folder)).replace(/("bytes_scanned_cutoff_per_query": ?)\d+/, '$110');
  const limited = pipeline(JSON.parse(text) as Stack, folder);
  await deliver(
    limited,
    Array.from({ length: 50 }, (_, n) => ({ id: `v${n}`, userId: `u${n}` })),
  );
  const over = await query(limited, `SELECT count(DISTINCT id) FROM ${table}`);
  expect(over).toMatchObject({ state: 'CANCELLED', reason: 'Bytes scanned limit was exceeded' });
  expect(await query(limited, 'SELECT 1 AS one')).toMatchObject({ state: 'SUCCEEDED', rows: [['one'], ['1']] });
});

test('three-part names work, a table without files is empty, and files outside the projection are unseen', async () => {
  const empty = pipeline(devStack(folder), folder);
  const sql = `SELECT id, ts FROM "AwsDataCatalog".${table}`;
  expect(await query(empty, sql)).toMatchObject({ rows: [['id', 'ts']], bytes: 0 });
  const [key = ''] = run.store.list('events-dev-blog-000000000000', 'events/');
  const bytes = await run.store.get('events-dev-blog-000000000000', key);
  for (const day of ['1999-01-01', '2026-03-01', '2026-03-02']) {
    await empty.store.put('events-dev-blog-000000000000', `events/dt=${day}/x.parquet`, bytes);
  }
  expect((await query(empty, `SELECT DISTINCT dt FROM ${table}`)).rows).toEqual([['dt'], ['2026-03-01']]);
});

test('an injected partition key reads what the query says that it is, and a query that does not say fails', async () => {
  const stack = JSON.parse(
    JSON.stringify(devStack(folder), (name, value: unknown) =>
      name.startsWith('projection.dt.') ? (name.endsWith('.type') ? 'Injected ' : undefined) : value,
    ),
  ) as Stack;
  const injected = pipeline(stack, folder);
  const [key = ''] = run.store.list('events-dev-blog-000000000000', 'events/');
  const bytes = await run.store.get('events-dev-blog-000000000000', key);
  for (const day of ['device-1', 'device-2', 'a/b']) {
    await injected.store.put('events-dev-blog-000000000000', `events/dt=${encodeURIComponent(day)}/x.parquet`, bytes);
  }
  const asked = async (where: string) => query(injected, `SELECT dt, count(id) FROM ${table} ${where} GROUP BY dt`);
  const one = await asked("WHERE 'device-1' = dt");
  expect(one.rows.slice(1)).toEqual([['device-1', '3']]);
  const two = await asked("WHERE dt IN ('device-1', 'device-2', 'device-3') AND id IS NOT NULL");
  expect(two.rows).toHaveLength(3);
  expect(two.bytes).toBe(2 * one.bytes);
  const violation =
    'CONSTRAINT_VIOLATION: For the injected projected partition column dt, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.';
  for (const [where, words] of [
    ['', violation],
    ["WHERE id = 'a'", violation],
    ["WHERE dt >= 'device-1'", violation],
    ["WHERE dt IN (SELECT 'device-1')", violation],
    ["WHERE dt = 'device-1' OR id = 'a'", /^Not in the local run: such conditions on the injected partition key dt/],
    ["WHERE dt = 'a/b'", /^Not in the local run: such conditions on the injected partition key dt/],
    ["WHERE dt = lower('DEVICE-1')", /^Not in the local run: such conditions on the injected partition key dt/],
  ] as const) {
    const { state, reason } = await asked(where);
    expect({ where, state, reason }).toEqual({
      where,
      state: 'FAILED',
      reason: words instanceof RegExp ? (expect.stringMatching(words) as string) : words,
    });
  }
  const within = await query(injected, `SELECT count(*) FROM (SELECT * FROM ${table}) WHERE dt = 'device-1'`);
  expect(within.reason).toMatch(/^Not in the local run: /);
});

test('a column is read by the type of the table: a file that has another is refused, where it is read', async () => {
  const other = pipeline(devStack(folder), folder);
  const path = join(folder, 'other.parquet');
  const instance = await createInstance();
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT 7 AS id, 'u' AS userid, DATE '2026-03-01' AS ts) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  await other.store.put('events-dev-blog-000000000000', 'events/dt=2026-03-01/x.parquet', readFileSync(path));
  expect((await query(other, `SELECT userid, format FROM ${table}`)).rows).toEqual([
    ['userid', 'format'],
    ['u', null],
  ]);
  const { reason } = await query(other, `SELECT id FROM ${table}`);
  expect(reason).toMatch(
    /^Not in the local run: the column id, which a file has as INT32, and the table as string\. Athena has it; /,
  );
  expect((await query(other, `SELECT max(ts) FROM ${table}`)).reason).toMatch(
    /^Not in the local run: the column ts, which a file has as INT32, and the table as timestamp\./,
  );
});

test('a workgroup that is disabled runs nothing; its engine is that of SQL', async () => {
  const stack = (from: RegExp, to: string) => JSON.parse(JSON.stringify(devStack(folder)).replace(from, to)) as Stack;
  const disabled = pipeline(stack(/"configuration":\{"bytes/, '"state":"DISABLED","configuration":{"bytes'), folder);
  await expect(startQuery(disabled, 'SELECT 1')).rejects.toThrow('WorkGroup analytics-dev-blog is disabled.');
  const nowhere = pipeline(stack(/"output_location":"[^"]*"/, '"expected_bucket_owner":"000000000000"'), folder);
  await expect(startQuery(nowhere, 'SELECT 1')).rejects.toThrow(
    'No output location provided. You did not provide an output location for  your query results. Either specify an S3 ' +
      'bucket location or enable Athena managed query results in your workgroup settings.',
  );
  expect(() => pipeline(stack(/Athena engine version 3/, 'PySpark engine version 3'), folder)).toThrow(
    'configuration.engine_version.selected_engine_version is "PySpark engine version 3": here it is AUTO or Athena engine version 3.',
  );
});

test('closing waits for what was asked for and has not begun, and stops it', async () => {
  const closing = pipeline(devStack(folder), folder);
  const asked = startQuery(closing, `SELECT count(*) FROM ${table}`);
  await closing.athena.close();
  expect(closing.athena.executions().map(({ state }) => state)).toEqual(['CANCELLED']);
  expect(closing.athena.executions().map(({ description }) => description.id)).toEqual([await asked]);
});

test('more queries than run at once all end; those that were stopped before their turn do not begin', async () => {
  const many = pipeline(devStack(folder), folder);
  const asked = await Promise.all(Array.from({ length: 12 }, () => startQuery(many, 'SELECT 1')));
  const stopped = asked.slice(-2);
  for (const QueryExecutionId of stopped) await many.call('athena', 'StopQueryExecution', { QueryExecutionId });
  const executions = many.athena.executions();
  for (const execution of executions) await execution.finished();
  await many.clock.sleep(1000, 'Wait');
  expect(executions.map(({ state }) => state)).toEqual([
    ...asked.slice(2).map(() => 'SUCCEEDED'),
    ...stopped.map(() => 'CANCELLED'),
  ]);
  await many.athena.close();
});

test('a query hears nothing of those before it: objects that came and went, and what a failure leaves', async () => {
  const again = pipeline(devStack(folder), folder);
  const counted = async () => (await query(again, `SELECT count(*), max(id) FROM ${table}`)).rows[1];
  expect(await counted()).toEqual(['0', null]);
  await deliver(again, [{ id: 'a', userId: 'u1' }]);
  expect(await counted()).toEqual(['1', 'a']);
  await deliver(again, [{ id: 'b' }, { id: 'c' }]);
  expect(await counted()).toEqual(['3', 'c']);
  const failing = '1 / (count(*) - 3)';
  expect((await query(again, `SELECT ${failing} FROM ${table}`)).reason).toMatch(/^DIVISION_BY_ZERO: /);
  expect((await query(again, `SELECT TRY(${failing}) FROM ${table}`)).rows[1]).toEqual([null]);
  expect(await counted()).toEqual(['3', 'c']);
  const [first = ''] = again.store.list('events-dev-blog-000000000000', 'events/');
  await again.store.delete('events-dev-blog-000000000000', first);
  expect(await counted()).toEqual(['2', 'c']);
  await again.athena.close();
});
