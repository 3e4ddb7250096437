import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { engine } from '../shared/duckdb';
import { type Column } from '../glue/glue-table';
import { duckdbType, quoteName, quoteText } from '../glue/hive-type';
import { DiskFull, isDiskFull, type ObjectStore } from '../s3/object-store';
import { ConversionFailure } from './documents';
import { type Deserializer } from './deserializer';
import { type CatalogTable, errorRecord } from './error-record';
import { type RecordBuffer } from './record-buffer';

export interface Conversion {
  /** Rows converted: a record may hold several documents. */
  readonly rows: number;
  /** The Parquet file, still to be put; absent when no record could be converted. */
  readonly parquet?: { readonly file: string; readonly digest: string };
  /** The error documents, a line each; absent when there are none. */
  readonly errors?: {
    readonly count: number;
    readonly body: Buffer;
    readonly digest: string;
    readonly first: ConversionFailure;
  };
}

export interface ConversionOptions {
  readonly columns: readonly Column[];
  readonly deserialize: Deserializer;
  readonly table: CatalogTable;
  readonly store: ObjectStore;
  readonly now: number;
}

/** Lines are handed to the disk in pieces of this many characters. */
const pieceLength = 1 << 20;

/** Converts a full buffer: every record ends up in the Parquet file or among the errors. @throws DiskFull */
export async function convert(buffer: RecordBuffer, options: ConversionOptions): Promise<Conversion> {
  const { store } = options;
  const lines = store.temporary('ndjson');
  const parquet = store.temporary('parquet');
  const digest = createHash('sha256');
  try {
    const { rows, errors } = writeLines(buffer, lines, digest, options);
    if (rows > 0) await writeParquet(lines, parquet, options.columns);
    return {
      rows,
      ...(rows > 0 ? { parquet: { file: parquet, digest: digest.digest('hex') } } : {}),
      ...(errors ? { errors } : {}),
    };
  } catch (error) {
    await rm(parquet, { force: true });
    throw isDiskFull(error) ? new DiskFull(store.folder) : error;
  } finally {
    await rm(lines, { force: true });
  }
}

function writeLines(
  buffer: RecordBuffer,
  file: string,
  digest: Hash,
  { deserialize, table, now }: ConversionOptions,
): { rows: number; errors: Conversion['errors'] } {
  const failures: string[] = [];
  let first: ConversionFailure | undefined;
  let rows = 0;
  let piece = '';
  const output = openSync(file, 'wx');
  const flush = (): void => {
    const bytes = Buffer.from(piece);
    digest.update(bytes);
    for (let at = 0; at < bytes.length;) at += writeSync(output, bytes, at);
    piece = '';
  };
  try {
    for (let record = 0; record < buffer.count; record++) {
      try {
        const converted = deserialize(buffer.text(record));
        for (const line of converted) piece += `${line}\n`;
        rows += converted.length;
      } catch (error) {
        const failure = failureOf(error);
        first ??= failure;
        failures.push(errorRecord(failure, buffer.data(record), { arrival: buffer.arrival(record), now }, table));
      }
      if (piece.length >= pieceLength) flush();
    }
    flush();
  } finally {
    closeSync(output);
  }
  if (first === undefined) return { rows, errors: undefined };
  const body = Buffer.from(`${failures.join('\n')}\n`);
  return {
    rows,
    errors: { count: failures.length, body, digest: createHash('sha256').update(body).digest('hex'), first },
  };
}

/** One record that cannot be read, for whatever reason, must not keep all others from being delivered. */
const failureOf = (error: unknown): ConversionFailure =>
  error instanceof ConversionFailure
    ? error
    : new ConversionFailure(
        'DataFormatConversion.ParseError',
        `The local run could not read the record: ${(error as Error).message}`,
      );

async function writeParquet(lines: string, parquet: string, columns: readonly Column[]): Promise<void> {
  const connection = await (await engine()).connect();
  try {
    const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(duckdbType(type))}`).join(', ');
    const names = columns.map(({ name }) => quoteName(name)).join(', ');
    // A record's 1,000 KiB may hold one document; DuckDB's own limit of 16 MiB a line is far from it.
    await connection.run(
      `COPY (SELECT ${names} FROM read_json(${quoteText(lines)}, format = 'newline_delimited', columns = {${types}})) ` +
        `TO ${quoteText(parquet)} (FORMAT parquet, COMPRESSION snappy)`,
    );
  } finally {
    connection.closeSync();
  }
}
