import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { type Run, runOf } from '../shared/run';
import { cpuOfAll } from '../shared/cpu';

/** Turns events from lines of JSON into one Parquet file by DuckDB alone, in `folder`. @param events a relation of SQL that has them */
export async function convertAlone(connection: DuckDBConnection, events: string, folder: string): Promise<Run> {
  const [lines, parquet] = [join(folder, 'events.ndjson'), join(folder, 'events.parquet')];
  await connection.run(`COPY (SELECT id, userid, format, ts FROM ${events}) TO '${lines}' (FORMAT json)`);
  const start = performance.now();
  const before = cpuOfAll();
  const columns = `{id: 'VARCHAR', userid: 'VARCHAR', format: 'VARCHAR', ts: 'TIMESTAMP'}`;
  await connection.run(
    `COPY (FROM read_json('${lines}', format = 'newline_delimited', columns = ${columns})) ` +
      `TO '${parquet}' (FORMAT parquet, COMPRESSION snappy)`,
  );
  const run = runOf(performance.now() - start, cpuOfAll() - before);
  rmSync(lines);
  rmSync(parquet);
  return run;
}
