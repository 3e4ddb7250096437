import { type DuckDBConnection } from '@duckdb/node-api';
import { rmSync } from 'node:fs';
import { blocksOfType } from '../../../terraform/query';
import { type Json, type Stack } from '../../../terraform/stack';
import { type Account } from '../../aws/account';
import { type WireService } from '../../aws/endpoint/protocols';
import { quoteText } from '../../aws/glue/hive-type';
import { callBy } from '../../aws/shared/call';
import { Pieces } from '../../aws/shared/pieces';
import { AwsError } from '../../aws/shared/errors';
import { createInstance } from '../../aws/shared/duckdb';
import { namesOf } from '../../start/running/stack-names';
import { type Dice } from '../dice';
import { type Attempt, columnsOf, type Deserializer } from './attempt';
import { type Counts, type ErrorLine, held, type Outcome } from './held';
import { nextRecord } from './records';

/** The stack with a table and a stream of the deserializer's own. */
export function stackOf(stack: Stack, serde: Deserializer): Stack {
  const copy = structuredClone(stack);
  const columns = Object.entries(columnsOf[serde]).map(([name, type]) => ({ name, type }));
  for (const { values } of blocksOfType(copy, 'aws_glue_catalog_table')) {
    (values['storage_descriptor'] as Record<string, Json>)['columns'] = columns;
  }
  if (serde === 'open_x_json_ser_de') return copy;
  for (const { values } of blocksOfType(copy, 'aws_kinesis_firehose_delivery_stream')) {
    const { data_format_conversion_configuration: conversion } = values['extended_s3_configuration'] as {
      data_format_conversion_configuration: { input_format_configuration: Record<string, Json> };
    };
    conversion.input_format_configuration['deserializer'] = { [serde]: {} };
  }
  return copy;
}

/** A batch of PutRecordBatch holds no more. */
const mostInBatch = 500;
const bytesInBatch = 4 * 1024 * 1024;

/** Sends records to one account, round by round, and looks after each at what was delivered. */
export class Campaign {
  refused = 0;
  readonly counts: Counts = { rows: 0, ParseError: 0, MalformedData: 0 };
  #number = 0;
  /** That were written since they were looked at. */
  readonly #objects: string[] = [];
  #connection: Promise<DuckDBConnection> | undefined;

  constructor(
    private readonly account: Account,
    private readonly serde: Deserializer,
    private readonly dice: Dice,
  ) {
    account.firehose.onDelivery(({ objects }) => this.#objects.push(...objects));
  }

  /** @returns what was found, a line each */
  async round(records: number): Promise<string[]> {
    const attempts = Array.from({ length: records }, () => nextRecord(this.dice, this.#number++, this.serde));
    const found: string[] = [];
    for (const one of attempts.filter(({ verdict }) => verdict === 'refused')) {
      const error = await this.#ask('PutRecord', { Record: { Data: one.data.toString('base64') } });
      if (error?.code === 'ValidationException') this.refused++;
      else found.push(`a record of ${one.data.length} bytes was not refused: ${String(error)}`);
    }
    const sent = attempts.filter(({ verdict }) => verdict !== 'refused');
    for (const batch of batches(sent)) {
      const Records = batch.map(({ data }) => ({ Data: data.toString('base64') }));
      const error = await this.#ask('PutRecordBatch', { Records });
      if (error) found.push(`a batch was refused: ${error.message}`);
    }
    await this.account.firehose.flush();
    return [...found, ...held(sent, await this.#read(this.#objects.splice(0)), this.counts)];
  }

  async #ask(operation: string, input: object): Promise<AwsError | undefined> {
    const { wires, stack, accessControl } = this.account;
    const { stream: DeliveryStreamName } = namesOf(stack);
    try {
      await (wires['firehose'] as WireService).handle(
        {
          method: 'POST',
          path: '/',
          query: new URLSearchParams(),
          headers: { 'x-amz-target': `Firehose_20150804.${operation}` },
          body: new Pieces([Buffer.from(JSON.stringify({ DeliveryStreamName, ...input }))]),
        },
        callBy(accessControl, { kind: 'root', accountId: stack.accountId }, 'fuzz'),
      );
      return undefined;
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
  }

  /** By an engine, which does not write them; the files are of no use then. */
  async #read(keys: readonly string[]): Promise<Outcome> {
    const { eventsBucket } = namesOf(this.account.stack);
    const rows: Outcome['rows'][number][] = [];
    const errors: ErrorLine[] = [];
    for (const key of keys) {
      const path = this.account.objects.path(eventsBucket, key);
      if (key.endsWith('.parquet')) rows.push(...(await this.#rows(path)));
      else {
        const text = String(await this.account.objects.get(eventsBucket, key));
        for (const line of text.trim().split('\n')) errors.push(JSON.parse(line) as ErrorLine);
      }
      rmSync(path);
    }
    return { rows, errors };
  }

  async #rows(path: string): Promise<Outcome['rows']> {
    const connection = await (this.#connection ??= createInstance({ memory_limit: '1GB' }).then((one) =>
      one.connect(),
    ));
    const ts = 'ts' in columnsOf[this.serde] ? `strftime(ts, '%Y-%m-%d %H:%M:%S.%g')` : 'NULL';
    const read = await connection.runAndReadAll(
      `SELECT hex(userid), hex(id), ${ts} FROM read_parquet(${quoteText(path)})`,
    );
    return (read.getRows() as [string | null, string | null, string | null][]).map(([mark, id, at]) => ({
      mark: textOf(mark),
      id: textOf(id),
      ts: at,
    }));
  }
}

/** A text by its bytes: as a text, it would come without a byte order mark that it begins with. */
const textOf = (hex: string | null): string | null => (hex === null ? null : Buffer.from(hex, 'hex').toString());

function* batches(all: readonly Attempt[]): Iterable<Attempt[]> {
  let batch: Attempt[] = [];
  let size = 0;
  for (const one of all) {
    if (batch.length === mostInBatch || size + one.data.length > bytesInBatch) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(one);
    size += one.data.length;
  }
  if (batch.length > 0) yield batch;
}
