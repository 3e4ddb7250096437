import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { answer, peakMemory } from './shared/child';
import { convertAlone } from './ingest/convert-alone';
import { deliveredIn } from './ingest/delivered';
import { cpuOfAll } from './shared/cpu';
import { type Run } from './shared/run';

/** DuckDB alone, with its own defaults, on the same files. */
export interface Baseline {
  /** Milliseconds, from opening DuckDB to the last row. */
  readonly queryTook: number;
  /** Of it, milliseconds of CPU. */
  readonly queryCpu: number;
  /** Bytes, of a process that does only that. */
  readonly peakMemory: number;
  /** Of turning the same events from lines of JSON into one Parquet file. */
  readonly converted: Run;
  /** Whether the rows are those of the report. */
  readonly sameRows: boolean;
}

/** `baseline FOLDER DATABASE TABLE`: the folder that `measure` left. */
export async function main([folder = '', database = '', table = '']: string[]): Promise<number> {
  const { sql, rows } = JSON.parse(readFileSync(join(folder, 'query.json'), 'utf8')) as { sql: string; rows: unknown };
  const events = deliveredIn(folder);

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

  const converted = await convertAlone(connection, events, folder);
  const baseline: Baseline = {
    queryTook,
    queryCpu,
    peakMemory: peak,
    converted,
    sameRows: JSON.stringify(found.map((row) => row.map(text))) === JSON.stringify(rows),
  };
  return answer(baseline);
}

const text = (value: unknown): string | null => (value === null ? null : String(value));
