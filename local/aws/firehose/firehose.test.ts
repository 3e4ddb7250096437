import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeInto } from '../../../terraform/test-support';
import { blocksOfType } from '../../../terraform/query';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { type Principal } from '../../../policies/iam/authorize';
import { UserError } from '../../../scripts/user-error';
import { temporaryFolder, devStack, withoutStatement } from '../../test-support';
import { DiskFull } from '../s3/object-store';
import { callBy } from '../shared/call';
import { deliver, names, pipeline, query } from '../athena/test-support';
import { DeliveryStream } from './delivery-stream';
import { readStream } from './stream-configuration';
import { refusedDeliveries } from './truth/deliveries';
import { type StreamTruth, streamTruths } from './truth/streams';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('firehose');
const bucket = 'events-dev-blog-000000000000';
const table = `"${names.database}"."${names.table}"`;
const DeliveryStreamName = names.stream;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

beforeAll(() => synthesizeInto(folder));
afterAll(remove);

const standUp = (change?: (json: string) => string, start?: string) =>
  pipeline(devStack(folder, change), folder, start);

test('delivers by the interval, as Parquet below the day of arrival, and the same events to the same keys', async () => {
  const keys: string[][] = [];
  for (const run of [standUp(), standUp()]) {
    await run.call('firehose', 'PutRecord', {
      DeliveryStreamName,
      Record: { Data: base64('{"id":"1","userId":"1"}') },
    });
    await run.clock.sleep(59_000, 'almost');
    expect(run.store.list(bucket, '')).toEqual([]);
    await run.clock.sleep(1_000, 'the rest');
    keys.push(run.store.list(bucket, ''));
  }
  expect(keys[0]).toEqual([
    expect.stringMatching(
      /^events\/dt=2026-03-01\/events-stream-dev-blog-1-2026-03-01-08-00-00-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.parquet$/,
    ),
  ]);
  expect(keys[1]).toEqual(keys[0]);
});

test('the same events again, in the same second, are other objects', async () => {
  const run = standUp();
  for (let n = 0; n < 3; n++) {
    await run.call('firehose', 'PutRecord', { DeliveryStreamName, Record: { Data: base64('{"id":"1"}') } });
    await run.firehose.flush();
  }
  expect(run.store.list(bucket, 'events/')).toHaveLength(3);
});

test('what can be converted is counted, and the rest is kept whole below the error prefix', async () => {
  const run = standUp();
  const malformed = [
    'not json',
    '[{"id":"1"}]',
    '{"id":"9"',
    '{"id":"9","timestamp":"2026-02-30T00:00:00Z"}',
    '',
    '{"id":"ok"}{',
    `{"id":${'{"a":'.repeat(4116)}1${'}'.repeat(4116)}}`,
  ];
  await deliver(run, [
    '{"id":"1","userId":"1"}{"ID":"2","USERID":"2"}\n{"id":"3"}',
    ...malformed,
    '{"id":4,"userId":12345678901234567890,"format":null,"timestamp":1772348400123}\n',
    '{"id":{"a":[1]},"userId":1.0,"other":"\\ud800","format":"\\ud800x\\u0000","timestamp":"1772348400.5"}',
  ]);
  const { rows } = await query(run, `SELECT id, userid, format, ts FROM ${table} ORDER BY id`);
  expect(rows.slice(1)).toEqual([
    ['1', '1', null, null],
    ['2', '2', null, null],
    ['3', null, null, null],
    ['4', '12345678901234567890', null, '2026-03-01 07:00:00.123'],
    ['{"a":[1]}', '1.0', '\uFFFDx\u0000', '2026-03-01 07:00:00.500'],
  ]);
  const [key = ''] = run.store.list(bucket, 'errors/');
  expect(key).toMatch(
    /^errors\/format-conversion-failed\/dt=2026-03-01\/events-stream-dev-blog-1-2026-03-01-08-00-00-[0-9a-f-]{36}$/,
  );
  const errors = (await run.store.get(bucket, key))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(errors.map(({ rawData }) => Buffer.from(String(rawData), 'base64').toString())).toEqual(malformed);
  expect(errors[0]).toEqual({
    attemptsMade: 1,
    arrivalTimestamp: Date.parse('2026-03-01T08:00:00Z'),
    lastErrorCode: 'DataFormatConversion.ParseError',
    lastErrorMessage: 'Encountered malformed JSON',
    attemptEndingTimestamp: Date.parse('2026-03-01T08:01:00Z'),
    rawData: base64('not json'),
    sequenceNumber: expect.stringMatching(/^4967\d{51}1$/) as string,
    subSequenceNumber: null,
    dataCatalogTable: {
      catalogId: '000000000000',
      databaseName: names.database,
      tableName: names.table,
      region: 'eu-west-1',
      versionId: 'LATEST',
      catalogArn: null,
    },
  });
  expect(errors[3]).toMatchObject({ lastErrorCode: 'DataFormatConversion.MalformedData' });
  expect(run.deliveries).toMatchObject([{ records: 10, rows: 5, failed: 7 }]);
  expect(run.logLines).toEqual([expect.stringContaining('DataFormatConversion.ParseError')]);
});

test('timestamps as Firehose writes them on AWS, INT96 without statistics, are read to the millisecond', async () => {
  const run = standUp();
  // Written by pyarrow 26.0.1: SNAPPY, version 1.0, plain.
  const file = readFileSync(join(__dirname, 'truth/int96.parquet'));
  await run.store.put(bucket, 'events/dt=2026-03-01/from-elsewhere.parquet', file);
  const all = await query(run, `SELECT id, ts FROM ${table} ORDER BY id`);
  expect(all.rows.slice(1)).toEqual([
    ['0', '2018-02-07 19:58:48.123'],
    ['1', '1969-12-31 23:43:20.001'],
    ['2', '2092-10-26 00:40:18.684'],
    ['3', '1677-09-21 00:12:44.000'],
    ['4', null],
    ['5', '2026-03-01 07:00:00.001'],
  ]);
  // Nothing tells a reader which rows it may pass over; a partition does.
  const some = await query(run, `SELECT id, ts FROM ${table} WHERE ts > TIMESTAMP '2090-01-01 00:00:00'`);
  expect([some.rows.slice(1), some.bytes]).toEqual([[['2', '2092-10-26 00:40:18.684']], all.bytes]);
  expect((await query(run, `SELECT id, ts FROM ${table} WHERE dt = '2026-03-02'`)).bytes).toBe(0);
});

test('a full buffer does not wait for its interval', async () => {
  const stack = devStack(folder);
  const [block] = blocksOfType(stack, 'aws_kinesis_firehose_delivery_stream');
  const { access, clock, store } = standUp();
  const records: number[] = [];
  // No stream with conversion can have 1 MiB; 64 would be slow to fill.
  const stream = new DeliveryStream(
    { ...readStream(stack, block as Block), bufferingSize: 1024 ** 2 },
    { stack, access, clock, store, onDelivery: (delivery) => records.push(delivery.records) },
  );
  const data = base64(JSON.stringify({ id: 'x'.repeat(500_000) }));
  for (let n = 0; n < 3; n++) stream.put(data);
  await stream.settled();
  expect(records).toEqual([3]);
  stream.put(data);
  await stream.flush();
  expect(records).toEqual([3, 1]);
});

test.each(refusedDeliveries)('$says: without, nothing is delivered and nothing is lost', async (row) => {
  const { without, replace: [from, to] = ['', ''] } = row;
  const run = standUp(without === undefined ? (json) => json.replaceAll(from, to) : withoutStatement(without));
  await run.call('firehose', 'PutRecord', { DeliveryStreamName, Record: { Data: base64('{"id":"1"}') } });
  for (let n = 0; n < 2; n++) await expect(run.firehose.flush()).rejects.toThrow(row.refused);
  expect(run.store.list(bucket, '')).toEqual([]);
  if (without === undefined) return;
  expect(run.access.refusals[0]).toMatchObject({
    use: { via: 'firehose.amazonaws.com' },
    verdict: { because: 'no identity-based policy allows' },
  });
  expect(run.access.refusals[0]?.verdict.where?.file).toMatch(/^constructs\//);
});

test('a stream that AWS refuses, or of which it is not known what AWS does, is refused as it is stood up', () => {
  const stack = devStack(folder);
  const told: object[] = [];
  for (const { says, set, columns, refused } of streamTruths) {
    const changed = changedStream(stack, set, columns);
    try {
      for (const block of blocksOfType(changed, 'aws_kinesis_firehose_delivery_stream')) readStream(changed, block);
      told.push({ says, refused: 'no' });
    } catch (error) {
      if (!(error instanceof UserError) || !error.message.includes(refused)) told.push({ says, got: String(error) });
    }
  }
  expect(told).toEqual([]);
});

/** The stack with other settings of its stream, by their path, and other types of the table's columns. */
function changedStream(stack: Stack, set: StreamTruth['set'], columns: StreamTruth['columns'] = {}): Stack {
  const copy = structuredClone(stack);
  for (const { values } of blocksOfType(copy, 'aws_kinesis_firehose_delivery_stream')) {
    for (const [path, value] of Object.entries(set)) {
      const names = path.split('.');
      const last = names.pop() as string;
      let at = values['extended_s3_configuration'] as Record<string, Json>;
      for (const name of names) at = at[name] as Record<string, Json>;
      at[last] = value;
    }
  }
  for (const { values } of blocksOfType(copy, 'aws_glue_catalog_table')) {
    const { columns: all } = values['storage_descriptor'] as unknown as { columns: { name: string; type: string }[] };
    for (const column of all) column.type = columns[column.name] ?? column.type;
  }
  return copy;
}

test('after the disk was full, what was accepted follows by itself, once', async () => {
  const run = standUp();
  // As a disk without space answers.
  const put = jest.spyOn(run.store, 'put').mockRejectedValue(new DiskFull('/disk'));
  const send = (id: string) =>
    run.call('firehose', 'PutRecord', { DeliveryStreamName, Record: { Data: base64(`{"id":"${id}"}`) } });
  await send('1');
  await expect(run.firehose.flush()).rejects.toThrow('is full');
  await send('2');
  await send('no json'.replace('no', '"'));
  await expect(run.clock.sleep(90_000, 'the interval')).rejects.toThrow('is full');
  expect(run.store.list(bucket, '')).toEqual([]);
  put.mockRestore();
  await run.clock.sleep(3_600_000, 'nobody flushes');
  expect(run.deliveries).toMatchObject([
    { records: 1, rows: 1 },
    { records: 2, rows: 1, failed: 1 },
  ]);
  expect(run.store.list(bucket, 'events/')).toHaveLength(2);
  await run.firehose.flush();
  expect(run.deliveries).toHaveLength(2);
});

/** Where whatever is written finds no room: Linux has it. */
const full = '/dev/full';

(existsSync(full) ? test : test.skip)('a disk without room for the Parquet file loses nothing either', async () => {
  const run = standUp();
  const link = join(folder, 'full.parquet');
  symlinkSync(full, link);
  // What is left of the file is taken away, so the next try has room.
  jest.spyOn(run.store, 'temporary').mockReturnValue(link);
  await run.call('firehose', 'PutRecord', { DeliveryStreamName, Record: { Data: base64('{"id":"1"}') } });
  await expect(run.firehose.flush()).rejects.toThrow('is full');
  expect(run.deliveries).toEqual([]);
  await run.clock.sleep(60_000, 'nobody flushes');
  expect(run.deliveries).toMatchObject([{ records: 1, rows: 1 }]);
  expect((await query(run, `SELECT id FROM ${table}`)).rows.slice(1)).toEqual([['1']]);
});

test('what cannot be delivered is tried for a day, and then kept', async () => {
  const run = standUp(withoutStatement('DeliverObjects'));
  await run.call('firehose', 'PutRecord', { DeliveryStreamName, Record: { Data: base64('{"id":"1"}') } });
  await expect(run.firehose.flush()).rejects.toThrow('s3:PutObject');
  await run.clock.sleep(2 * 24 * 3_600_000, 'two days');
  expect(run.access.refusals).toHaveLength(30);
  await run.clock.sleep(2 * 24 * 3_600_000, 'two more');
  expect(run.access.refusals).toHaveLength(30);
  await expect(run.firehose.flush()).rejects.toThrow('s3:PutObject');
});

test('a batch in the form that SDKs send is answered, allowed and delivered as any other', async () => {
  const Records = ['{"id":"1"}', '', '{"id":"2"}', 'not json'].map((one) => ({ Data: base64(one) }));
  const [quick, slow] = [standUp(), standUp()];
  const callOf = (run: typeof quick, by: Principal) => callBy(run.access, by, 'request');
  const root = { kind: 'root', accountId: quick.stack.accountId } as const;
  const nobody = quick.role('dev-blog-send-report');
  const ask = (by: Principal, name = DeliveryStreamName) =>
    quick.firehose.quick['PutRecordBatch']?.(
      Buffer.from(JSON.stringify({ DeliveryStreamName: name, Records })),
      callOf(quick, by),
    );
  await expect(ask(nobody)).rejects.toThrow('not authorized to perform: firehose:PutRecordBatch');
  expect(ask(root, 'another')).toBeUndefined();
  const answer = JSON.parse((await ask(root)) ?? '') as unknown;
  expect(answer).toEqual(await slow.call('firehose', 'PutRecordBatch', { DeliveryStreamName, Records }));
  expect(quick.uses.slice(-1)).toEqual(slow.uses.slice(-1));
  for (const run of [quick, slow]) await run.clock.sleep(60_000, 'buffering interval');
  expect(quick.deliveries).toEqual([
    { ...slow.deliveries[0], records: 4, rows: 2, duration: expect.any(Number) as number },
  ]);
});
