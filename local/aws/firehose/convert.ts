import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { type Column } from '../glue/glue-table';
import { DiskFull, isDiskFull, type ObjectStore } from '../s3/object-store';
import { type Cell } from './column-value';
import { ConversionFailure } from './documents';
import { type Deserializer } from './deserializer';
import { type CatalogTable, errorRecord } from './error-record';
import { ParquetFile } from './parquet/parquet-file';
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
  /** How many records the stream took before those of the buffer. */
  readonly before: number;
}

/** Converts a full buffer: every record ends up in the Parquet file or among the errors. @throws DiskFull */
export async function convert(
  buffer: RecordBuffer,
  { columns, deserialize, table, store, now, before }: ConversionOptions,
): Promise<Conversion> {
  const parquet = new ParquetFile(columns);
  const failures: string[] = [];
  let first: ConversionFailure | undefined;
  const { usual } = deserialize;
  for (let record = 0; record < buffer.count; record++) {
    const slab = buffer.slab(record);
    if (usual.read(slab, buffer.start(record), buffer.end(record))) {
      parquet.addTexts(slab, usual.begins, usual.ends);
      continue;
    }
    let found: Cell[][] = [];
    try {
      found = deserialize.rows(buffer.data(record));
    } catch (error) {
      const failure = failureOf(error);
      first ??= failure;
      const times = { arrival: buffer.arrival(record), now };
      failures.push(errorRecord(failure, buffer.data(record), { ...times, place: before + record }, table));
    }
    for (const row of found) parquet.add(row);
  }
  const { rows } = parquet;
  const body = Buffer.from(failures.map((line) => `${line}\n`).join(''));
  return {
    rows,
    ...(rows > 0 ? { parquet: await write(parquet, store) } : {}),
    ...(first ? { errors: { count: failures.length, body, digest: digestOf(body), first } } : {}),
  };
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** One record that cannot be read, for whatever reason, must not keep all others from being delivered. */
const failureOf = (error: unknown): ConversionFailure =>
  error instanceof ConversionFailure
    ? error
    : new ConversionFailure(
        'DataFormatConversion.ParseError',
        `The local run could not read the record: ${(error as Error).message}`,
      );

async function write(parquet: ParquetFile, store: ObjectStore): Promise<{ file: string; digest: string }> {
  const file = store.temporary('parquet');
  const digest = createHash('sha256');
  try {
    const output = await open(file, 'w');
    try {
      for (const piece of parquet.end()) {
        digest.update(piece);
        await output.writeFile(piece);
      }
    } finally {
      await output.close();
    }
    return { file, digest: digest.digest('hex') };
  } catch (error) {
    await rm(file, { force: true });
    throw isDiskFull(error) ? new DiskFull(store.folder) : error;
  }
}
