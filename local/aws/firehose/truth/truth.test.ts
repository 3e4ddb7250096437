import { join } from 'node:path';
import { type Block } from '../../../../terraform/stack';
import { temporaryFolder } from '../../../test-support';
import { type Column } from '../../glue/glue-table';
import { parseHiveType } from '../../glue/hive-type';
import { FileObjectStore } from '../../s3/object-store';
import { createInstance } from '../../shared/duckdb';
import { convert } from '../convert';
import { deserializerOf } from '../deserializer';
import { evaluatePrefix } from '../prefix';
import { RecordBuffer } from '../record-buffer';
import { prefixTruths } from './prefixes';
import { type RecordTruth, recordTruths } from './records';
import { streamTruths } from './streams';
import { timestampTruths } from './timestamps';

const { folder, remove } = temporaryFolder('firehose-truth');
afterAll(remove);
const engine = createInstance({ memory_limit: '1GB' });
const store = new FileObjectStore(join(folder, 's3'));
const table = { catalogId: '0', databaseName: 'd', tableName: 't', region: 'r', versionId: 'LATEST' };

const numbers = { t: 'tinyint', m: 'smallint', i: 'int', l: 'bigint', f: 'float', d: 'double' };
const types = {
  openX: { s: 'string', a_b: 'string', ...numbers, day: 'date', at: 'timestamp' },
  hive: { s: 'string', ...numbers },
};

function stream({ serde, settings = {} }: RecordTruth): Block {
  const deserializer = serde === 'hive' ? { hive_json_ser_de: {} } : { open_x_json_ser_de: settings };
  const conversion = { input_format_configuration: { deserializer } };
  const values = { extended_s3_configuration: { data_format_conversion_configuration: conversion } };
  return { kind: 'resource', type: 'x', name: 's', address: 's', values } as unknown as Block;
}

/** What became of each record, in their order. */
async function run(records: readonly RecordTruth[]): Promise<object[]> {
  const [first] = records as [RecordTruth];
  const columns = Object.entries(types[first.serde ?? 'openX']).map(([name, hiveType]): Column => ({
    name,
    hiveType,
    type: parseHiveType(hiveType),
  }));
  const buffer = new RecordBuffer();
  for (const { record } of records) buffer.add(Buffer.from(record), 0);
  const deserialize = deserializerOf(stream(first), columns);
  const { parquet, errors } = await convert(buffer, { columns, deserialize, table, store, now: 0, before: 0 });
  const connection = await (await engine).connect();
  const found = parquet ? (await connection.runAndReadAll(`FROM '${parquet.file}'`)).getRowObjectsJson() : [];
  connection.closeSync();
  const failed = new Map(
    String(errors?.body ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, string>)
      .map(({ rawData = '', lastErrorCode = '', lastErrorMessage: message = '' }) => [
        rawData,
        { code: lastErrorCode.replace('DataFormatConversion.', ''), message },
      ]),
  );
  const isNull = ([, value]: [string, unknown]): boolean => value === null;
  const rows = found.map((row) => Object.fromEntries(Object.entries(row).filter((cell) => !isNull(cell))));
  return records.map(({ record, rows: expected = [] }) => {
    const error = failed.get(Buffer.from(record).toString('base64'));
    return error ? { error } : { rows: rows.splice(0, expected.length) };
  });
}

const all = [...recordTruths, ...timestampTruths];

test('each record becomes what it becomes on AWS', async () => {
  const kinds = new Map<string, RecordTruth[]>();
  for (const row of all) {
    const kind = JSON.stringify([row.serde, row.settings]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), row]);
  }
  const wrong: object[] = [];
  for (const records of kinds.values()) {
    for (const [at, became] of (await run(records)).entries()) {
      const { says, rows, error } = records[at] as RecordTruth;
      try {
        expect(became).toMatchObject(error ? { error } : { rows });
        if (rows) expect(became).toEqual({ rows });
      } catch {
        wrong.push({ says, became, instead: error ?? rows });
      }
    }
  }
  expect(wrong).toEqual([]);
});

const values = {
  time: new Date('2018-08-27T10:30:05Z'),
  randomString: (place: number) => `abcdefghij${place}`,
  errorOutputType: 'format-conversion-failed',
};

test.each(prefixTruths)('$says: $prefix', ({ prefix, becomes }) => {
  expect(evaluatePrefix(prefix, values)).toBe(becomes);
});

test('each row says what it is known from, and no two say the same', () => {
  for (const truths of [all, prefixTruths, streamTruths]) {
    const says = truths.map((row) => row.says);
    expect(says).toEqual([...new Set(says)]);
    for (const { source } of truths) {
      expect(Object.values(source).join('')).toMatch(
        /^(https:\/\/(docs\.aws\.amazon\.com|fasterxml\.github\.io)\/|floci-io\/floci |firehose:)/,
      );
    }
  }
});
