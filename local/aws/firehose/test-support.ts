import { join } from 'node:path';
import { type Block } from '../../../terraform/stack';
import { type Column } from '../glue/glue-table';
import { parseHiveType } from '../glue/hive-type';
import { FileObjectStore } from '../s3/object-store';
import { createInstance } from '../shared/duckdb';
import { type Conversion, convert } from './convert';
import { deserializerOf } from './deserializer';
import { RecordBuffer } from './record-buffer';

/** A table's columns, by their Hive types. */
export const columnsOf = (types: Readonly<Record<string, string>>): Column[] =>
  Object.entries(types).map(([name, hiveType]) => ({ name, hiveType, type: parseHiveType(hiveType) }));

/** A stream that converts by this deserializer; `rest` is of its settings. */
export function streamBy(deserializer: object, rest: object = {}): Block {
  const conversion = { input_format_configuration: { deserializer } };
  const values = { extended_s3_configuration: { data_format_conversion_configuration: conversion, ...rest } };
  const type = 'aws_kinesis_firehose_delivery_stream';
  return { kind: 'resource', type, name: 's', address: 's', values } as unknown as Block;
}

const table = { catalogId: '0', databaseName: 'd', tableName: 't', region: 'r', versionId: 'LATEST' };

/** What a stream makes of records, and what an engine reads of its Parquet file. */
export function conversions(folder: string) {
  const engine = createInstance({ memory_limit: '1GB' });
  const store = new FileObjectStore(join(folder, 's3'));
  return async (records: readonly (string | Buffer)[], stream: Block, columns: readonly Column[]) => {
    const buffer = new RecordBuffer();
    for (const record of records) buffer.add(Buffer.from(record), 0);
    const deserialize = deserializerOf(stream, columns);
    const conversion: Conversion = await convert(buffer, { columns, deserialize, table, store, now: 0, before: 0 });
    const connection = await (await engine).connect();
    const reader = conversion.parquet && (await connection.runAndReadAll(`FROM '${conversion.parquet.file}'`));
    connection.closeSync();
    return { ...conversion, found: reader?.getRowObjectsJson() ?? [] };
  };
}
