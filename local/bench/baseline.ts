import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { answer, peakMemory } from './shared/child';
import { cpuOfAll } from './shared/cpu';

/** DuckDB alone, with its own defaults, on the same files. */
export interface Baseline {
  /** Milliseconds, from opening DuckDB to the last row. */
  readonly queryTook: number;
  /** Of it, milliseconds of CPU. */
  readonly queryCpu: number;
  /** Bytes, of a process that does only that. */
  readonly peakMemory: number;
  /** Milliseconds of turning the same events from lines of JSON into one Parquet file. */
  readonly convertTook: number;
  readonly convertCpu: number;
  /** Whether the rows are those of the report. */
  readonly sameRows: boolean;
}

/** `baseline FOLDER DATABASE TABLE`: the folder that `measure` left. */
export async function main([folder = '', database = '', table = '']: string[]): Promise<number> {
  const { sql, rows } = JSON.parse(readFileSync(join(folder, 'query.json'), 'utf8')) as { sql: string; rows: unknown };
  const files = readdirSync(join(folder, 's3'), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.parquet'))
    .map(({ parentPath, name }) => join(parentPath, name));
  const events = `read_parquet([${files.map((file) => `'${file}'`).join(', ')}], hive_partitioning = true, hive_types = {dt: VARCHAR})`;

  const start = performance.now();
  const cpu = cpuOfAll();
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(
    `SET integer_division = true; CREATE SCHEMA "${database}"; CREATE VIEW "${database}"."${table}" AS FROM ${events}`,
  );
  const reader = await connection.runAndReadAll(sql);
  const found = reader.getRowsJson();
  const queryTook = performance.now() - start;
  const queryCpu = cpuOfAll() - cpu;
  const peak = peakMemory();

  const [lines, parquet] = [join(folder, 'events.ndjson'), join(folder, 'events.parquet')];
  await connection.run(`COPY (SELECT id, userid, format, ts FROM ${events}) TO '${lines}' (FORMAT json)`);
  const converting = performance.now();
  const before = cpuOfAll();
  const columns = `{id: 'VARCHAR', userid: 'VARCHAR', format: 'VARCHAR', ts: 'TIMESTAMP'}`;
  await connection.run(
    `COPY (FROM read_json('${lines}', format = 'newline_delimited', columns = ${columns})) ` +
      `TO '${parquet}' (FORMAT parquet, COMPRESSION snappy)`,
  );
  const convertTook = performance.now() - converting;
  const convertCpu = cpuOfAll() - before;
  rmSync(lines);
  rmSync(parquet);
  const baseline: Baseline = {
    queryTook,
    queryCpu,
    peakMemory: peak,
    convertTook,
    convertCpu,
    sameRows: JSON.stringify(found.map((row) => row.map(text))) === JSON.stringify(rows),
  };
  return answer(baseline);
}

const text = (value: unknown): string | null => (value === null ? null : String(value));
