import { join } from 'node:path';
import fc from 'fast-check';
import { engine } from '../shared/duckdb';
import { type Column } from '../glue/glue-table';
import { parseHiveType } from '../glue/hive-type';
import { FileObjectStore } from '../s3/object-store';
import { temporaryFolder } from '../../test-support';
import { convert } from './convert';
import { deserializerOf } from './deserializer';
import { RecordBuffer } from './record-buffer';
import { type Block } from '../../../terraform/stack';

const { folder, remove } = temporaryFolder('convert');
afterAll(remove);
const store = new FileObjectStore(join(folder, 's3'));
const table = { catalogId: '0', databaseName: 'd', tableName: 't', region: 'r', versionId: 'LATEST' };

const hiveTypes = {
  s: 'string',
  b: 'boolean',
  t: 'tinyint',
  i: 'int',
  l: 'bigint',
  f: 'float',
  d: 'double',
  n: 'decimal(6,2)',
  day: 'date',
  at: 'timestamp',
  list: 'array<int>',
  map: 'map<string,double>',
  rec: 'struct<a:string,b:array<timestamp>>',
};
const columns = Object.entries(hiveTypes).map(([name, hiveType]): Column => ({
  name,
  hiveType,
  type: parseHiveType(hiveType),
}));

function stream(serde: object): Block {
  const deserializer = { open_x_json_ser_de: serde };
  const conversion = { input_format_configuration: { deserializer } };
  const values = { extended_s3_configuration: { data_format_conversion_configuration: conversion } };
  return {
    kind: 'resource',
    type: 'aws_kinesis_firehose_delivery_stream',
    name: 's',
    address: 's',
    values,
  } as unknown as Block;
}

async function run(records: readonly string[], serde: object = {}) {
  const buffer = new RecordBuffer();
  for (const record of records) buffer.add(Buffer.from(record), 0);
  const conversion = await convert(buffer, {
    columns,
    deserialize: deserializerOf(stream(serde), columns),
    table,
    store,
    now: 0,
  });
  const connection = await (await engine()).connect();
  const reader = conversion.parquet && (await connection.runAndReadAll(`FROM '${conversion.parquet.file}'`));
  connection.closeSync();
  return { ...conversion, found: reader?.getRowObjectsJson() ?? [] };
}

test('every type is kept as the value that it stands for', async () => {
  const { found } = await run([
    JSON.stringify({
      ...{ s: 'x', b: 'true', t: -128, i: '7', l: '9223372036854775807', f: 0.5, d: '1e3', n: '1234.567' },
      ...{ day: '2024-02-29', at: '2024-02-29T01:02:03.4Z', list: [1, null], map: { k: 1.5 }, rec: { A: 'y', b: [0] } },
    }),
  ]);
  expect(found).toEqual([
    {
      ...{ s: 'x', b: true, t: -128, i: 7, l: '9223372036854775807', f: 0.5, d: 1000, n: '1234.57' },
      ...{ day: '2024-02-29', at: '2024-02-29 01:02:03.4', list: [1, null], map: [{ key: 'k', value: 1.5 }] },
      rec: { a: 'y', b: ['1970-01-01 00:00:00'] },
    },
  ]);
});

test('keys fold and map as the deserializer is told', async () => {
  const serde = { column_to_json_key_mappings: { s: 'Time.Stamp' }, convert_dots_in_json_keys_to_underscores: false };
  expect((await run(['{"time.stamp":"x","I":1,"i":2}'], serde)).found).toMatchObject([{ s: 'x', i: 2 }]);
  expect((await run(['{"S":"x","s":"y"}'], { case_insensitive: false })).found).toMatchObject([{ s: 'y' }]);
});

test('whatever comes in, each record is either converted or kept among the errors', async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.bigInt().map(String),
    fc.constantFrom(
      9999.994,
      9999.995,
      1e308,
      -0,
      '1e400',
      '9999.999',
      '\u0000',
      '\uD800',
      '0001-01-01',
      '2024-02-30 00:00:00',
      [1],
      { a: 1 },
    ),
  );
  const document = fc.dictionary(fc.constantFrom(...Object.keys(hiveTypes)), value, { maxKeys: 2 });
  const records = fc.sample(document, 1500).map((one) => JSON.stringify(one));
  const { rows, found, errors } = await run(records);
  expect(found).toHaveLength(rows);
  expect(rows + (errors?.count ?? 0)).toBe(1500);
  expect(rows).toBeGreaterThan(100);
});
