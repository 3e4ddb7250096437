import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { type Column, type GlueTable } from '../../glue/glue-table';
import { duckdbType, quoteName, quoteText } from '../../glue/hive-type';
import { CATALOG, type Engine } from './engines';
import { planScans, type Scan } from './plan';
import { NotInLocalRun } from '../trino/errors';
import { viewOf } from '../trino/analysis/tables';
import { macros, roundTime } from '../trino/types/cast';
import { placeFiles } from './place-files';
import { type TableFile } from './table-files';

/** A table of a query with the files that it may read. */
export interface TableSource {
  readonly table: GlueTable;
  readonly files: readonly TableFile[];
}

export interface QueryDatabaseOptions {
  readonly sources: readonly TableSource[];
  /** The folder of the object store. */
  readonly folder: string;
  readonly engine: Engine;
}

/**
 * Below this one thread reads as fast: each has buffers of its own, and on 3.3 MB in 62 files a second one costs 45 MB and
 * a second of CPU, and takes nothing off the time.
 */
const ONE_THREAD_BYTES = 16 * 1024 * 1024;

export function isSmall(sources: readonly TableSource[]): boolean {
  let bytes = 0;
  for (const { files } of sources) {
    for (const { path } of files) {
      bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes >= ONE_THREAD_BYTES) return false;
    }
  }
  return true;
}

/** What a query will read of its tables. */
export interface ReadPlan {
  readonly sources: readonly TableSource[];
  /** Compressed bytes of the columns that are read, of the files that survive pruning. */
  readonly bytes: number;
}

/**
 * The database of one query: it has its engine to itself, and holds nothing but views named as Athena names the tables. It
 * can read no file outside the store, and its settings are locked, whatever the SQL says.
 */
export class QueryDatabase {
  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly options: QueryDatabaseOptions,
  ) {}

  static async open(options: QueryDatabaseOptions): Promise<QueryDatabase> {
    const { sources, folder, engine } = options;
    const placed = sources.map(async ({ table, files }) => {
      const links = join(engine.scratch, 'placed', table.database, table.name);
      return { table, files: await placeFiles(files, table, join(folder, table.bucket), links) };
    });
    const given = { ...options, sources: await Promise.all(placed) };
    const connection = await engine.instance.connect();
    const database = new QueryDatabase(connection, given);
    try {
      await database.prepare();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Decides which files and columns the query reads, and makes its views read no other. */
  async plan(sql: string): Promise<ReadPlan> {
    const { sources } = this.options;
    const columnNames = sources.flatMap(({ table }) =>
      [...table.columns, ...table.partitionKeys].map(({ name }) => name),
    );
    const scans = await planScans(this.connection, sql, columnNames);
    const reads: TableSource[] = [];
    let bytes = 0;
    for (const { table, files } of sources) {
      const kept = new Set<TableFile>();
      for (const scan of scans) {
        // The plan does not say which table a scan reads: with several, none is pruned and shared column names count twice.
        const scanned = sources.length === 1 ? await this.surviving(table, files, scan) : files;
        for (const file of scanned) kept.add(file);
        bytes += await this.compressedBytes(table, scanned, scan);
      }
      reads.push({ table, files: files.filter((file) => kept.has(file)) });
    }
    for (const read of reads) {
      await this.createView(read, true, sql.includes('"$path"'));
      await this.verifyTypes(read.table, scans);
    }
    return { sources: reads, bytes };
  }

  /** Rows come in chunks as DuckDB makes them. */
  stream(sql: string): ReturnType<DuckDBConnection['stream']> {
    return this.connection.stream(sql);
  }

  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
  }

  private async prepare(): Promise<void> {
    const { sources } = this.options;
    for (const { table } of sources) await this.writeEmptyFile(table);
    const schemas = new Set(sources.map(({ table }) => table.database));
    await this.connection.run(
      [
        `ATTACH ':memory:' AS ${CATALOG}`,
        ...[...schemas].map((schema) => `CREATE SCHEMA ${CATALOG}.${quoteName(schema)}`),
        ...macros,
      ].join(';'),
    );
    // The schema of the first file is enough to plan; opening every footer of a large store is not.
    for (const source of sources) await this.createView(source, false, true);
  }

  /** A file without rows, which every view reads first: it carries the table's columns and types where no data does. */
  private async writeEmptyFile(table: GlueTable): Promise<void> {
    const file = this.emptyFile(table);
    await mkdir(dirname(file), { recursive: true });
    const columns = table.columns.map(({ name, type }) => `CAST(NULL AS ${duckdbType(type)}) AS ${quoteName(name)}`);
    await this.connection.run(`COPY (SELECT ${columns.join(', ')} WHERE false) TO ${quoteText(file)} (FORMAT parquet)`);
  }

  private emptyFile(table: GlueTable): string {
    const source = this.options.sources.find((one) => one.table === table);
    const partition = table.partitionKeys.map(({ name, hiveType }, index) => {
      const sample = hiveType === 'string' ? 'none' : hiveType === 'date' ? '1970-01-01' : '0';
      return `${name}=${encodeURIComponent(source?.files[0]?.partition[index] ?? sample)}`;
    });
    return join(this.options.engine.scratch, table.database, table.name, ...partition, 'empty.parquet');
  }

  private async createView({ table, files }: TableSource, anySchema: boolean, withPath: boolean): Promise<void> {
    const bucket = join(this.options.folder, table.bucket);
    const paths = [this.emptyFile(table), ...files.map(({ path }) => path)].map(quoteText).join(', ');
    const keys = table.partitionKeys.map(({ name, type }) => `${quoteName(name)}: ${duckdbType(type)}`).join(', ');
    const options = [
      `union_by_name = ${anySchema}`,
      `hive_partitioning = ${keys !== ''}`,
      ...(keys === '' ? [] : [`hive_types = {${keys}}`]),
      ...(withPath ? ['filename = true'] : []),
    ];
    const elsewhere = files.flatMap(({ path, key }) =>
      path === join(bucket, key) ? [] : [`WHEN ${quoteText(path)} THEN ${quoteText(key)}`],
    );
    const byKey = `substr(filename, ${bucket.length + 2})`;
    const key = elsewhere.length === 0 ? byKey : `CASE filename ${elsewhere.join(' ')} ELSE ${byKey} END`;
    const path = `${quoteText(`s3://${table.bucket}/`)} || ${key} AS "$path"`;
    const columns = [
      ...table.columns.map(readColumn),
      ...table.partitionKeys.map(({ name }) => quoteName(name)),
      ...(withPath ? [path] : []),
    ].join(', ');
    await this.connection.run(
      `CREATE OR REPLACE VIEW ${viewOf(table)} AS ` +
        `SELECT ${columns} FROM read_parquet([${paths}], ${options.join(', ')})`,
    );
  }

  private async surviving(
    table: GlueTable,
    files: readonly TableFile[],
    { fileFilter }: Scan,
  ): Promise<readonly TableFile[]> {
    if (fileFilter === undefined || files.length === 0) return files;
    const rows = files.map(({ partition }, index) => `(${[index, ...partition.map(quoteText)].join(', ')})`).join(', ');
    const names = table.partitionKeys.map(({ name }) => quoteName(name));
    const typed = table.partitionKeys.map(
      ({ name, type }) => `CAST(${quoteName(name)} AS ${duckdbType(type)}) AS ${quoteName(name)}`,
    );
    const sql = `SELECT "#" FROM (SELECT "#", ${typed.join(', ')} FROM (VALUES ${rows}) AS files("#", ${names.join(', ')})) WHERE ${fileFilter}`;
    try {
      const kept = new Set((await this.connection.runAndReadAll(sql)).getColumns()[0]);
      return files.filter((_, index) => kept.has(index));
    } catch {
      // The filter is the engine's own text: what it cannot read back, or fails for a file's key, prunes nothing here.
      return files;
    }
  }

  /** With files of other types than the table's the engine reads a third; Athena fails, or makes them the table's. */
  private async verifyTypes(table: GlueTable, scans: readonly Scan[]): Promise<void> {
    const reader = await this.connection.runAndReadAll(
      `SELECT column_name, data_type FROM duckdb_columns() ` +
        `WHERE schema_name = ${quoteText(table.database)} AND table_name = ${quoteText(table.name)}`,
    );
    const types = new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]));
    for (const { name, type } of table.columns) {
      const found = types.get(name)?.replaceAll('"', '');
      const expected = duckdbType(type).replaceAll('"', '');
      // Of whatever unit and zone: all are moments in UTC.
      const isTime = expected === 'TIMESTAMP' && found?.startsWith(expected) === true;
      if (found !== expected && !isTime && scans.some(({ columns }) => columns.has(name))) {
        throw new NotInLocalRun(`the column ${name}, which files have as ${found}, and the table as ${expected}`);
      }
    }
  }

  private async compressedBytes(table: GlueTable, files: readonly TableFile[], { columns }: Scan): Promise<number> {
    const read = table.columns.filter(({ name }) => columns.has(name)).map(({ name }) => quoteText(name));
    if (files.length === 0 || read.length === 0) return 0;
    const name = `lower(split_part(path_in_schema, ', ', 1))`;
    const reader = await this.connection.runAndReadAll(
      `SELECT CAST(coalesce(sum(total_compressed_size), 0) AS BIGINT), ` +
        `list(DISTINCT ${name} || ' ' || type) FILTER (WHERE NOT contains(path_in_schema, ', ')) ` +
        `FROM parquet_metadata([${files.map(({ path }) => quoteText(path)).join(', ')}]) ` +
        `WHERE ${name} IN (${read.join(', ')})`,
    );
    const [, stored] = reader.getRowsJS()[0] ?? [];
    if (Array.isArray(stored)) verifyStorage(table, stored.map(String));
    return Number(reader.value(0, 0));
  }
}

/** How Parquet may store a column that Athena reads as the table's type. */
const storage: Readonly<Record<string, readonly string[]>> = {
  string: ['BYTE_ARRAY'],
  boolean: ['BOOLEAN'],
  tinyint: ['INT32'],
  smallint: ['INT32'],
  int: ['INT32'],
  bigint: ['INT64', 'INT32'],
  float: ['FLOAT'],
  double: ['DOUBLE'],
  date: ['INT32'],
  timestamp: ['INT64', 'INT96'],
  binary: ['BYTE_ARRAY'],
  decimal: ['INT32', 'INT64', 'FIXED_LEN_BYTE_ARRAY', 'BYTE_ARRAY'],
};

/** `stored`: `id BYTE_ARRAY`, of each column that has no parts. */
function verifyStorage(table: GlueTable, stored: readonly string[]): void {
  for (const { name, type, hiveType } of table.columns) {
    const allowed = storage[type.kind === 'scalar' ? type.name : type.kind] ?? [];
    const other = stored.find((one) => one.startsWith(`${name} `) && !allowed.includes(one.slice(name.length + 1)));
    if (other !== undefined) {
      const found = other.slice(name.length + 1);
      throw new NotInLocalRun(`the column ${name}, which a file has as ${found}, and the table as ${hiveType}`);
    }
  }
}

/** Athena's timestamps have milliseconds: what a file has beyond is rounded, half up, as it is read. */
function readColumn({ name, type }: Column): string {
  const column = quoteName(name);
  if (type.kind !== 'scalar' || type.name !== 'timestamp') return column;
  return `${roundTime(column, 6, 3)} AS ${column}`;
}
