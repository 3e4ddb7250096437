import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { ofWork } from '../shared/of-work';
import { type Run } from '../shared/run';

/** Turns events from lines of JSON into one Parquet file by DuckDB alone, in `folder`. @param events a relation of SQL that has them */
export async function convertAlone(
  connection: DuckDBConnection,
  events: string,
  folder: string,
): Promise<Required<Pick<Run, 'wall' | 'cpu'>>> {
  const [lines, parquet] = [join(folder, 'events.ndjson'), join(folder, 'events.parquet')];
  await connection.run(`COPY (SELECT id, userid, format, ts FROM ${events}) TO '${lines}' (FORMAT json)`);
  const columns = `{id: 'VARCHAR', userid: 'VARCHAR', format: 'VARCHAR', ts: 'TIMESTAMP'}`;
  const run = await ofWork(() =>
    connection.run(
      `COPY (FROM read_json('${lines}', format = 'newline_delimited', columns = ${columns})) ` +
        `TO '${parquet}' (FORMAT parquet, COMPRESSION snappy)`,
    ),
  );
  rmSync(lines);
  rmSync(parquet);
  return run;
}
