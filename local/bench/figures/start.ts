import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultEvents } from '../../events/generate';
import { type Bench } from '../shared/contestant';
import { ofCommand } from '../shared/of-command';

/** `npm start` where it has run before. */
const START = ['scripts/run.mjs', 'local/cli.ts'];

/** DuckDB alone, on as many events: their lines of JSON into Parquet by day, and of that a month's numbers. */
const DUCKDB_ALONE = `
const { DuckDBInstance } = require('@duckdb/node-api');
const { mkdtempSync, rmSync } = require('node:fs');
const folder = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'duckdb-alone-'));
(async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const columns = "{id: 'VARCHAR', userId: 'VARCHAR', format: 'VARCHAR', timestamp: 'VARCHAR'}";
  const lines = "read_json('" + process.argv[1] + "', format = 'newline_delimited', columns = " + columns + ", ignore_errors = true)";
  await connection.run("COPY (SELECT *, left(timestamp, 10) AS dt FROM " + lines + " WHERE timestamp LIKE '2026-%') TO '" + folder + "' (FORMAT parquet, PARTITION_BY (dt), OVERWRITE_OR_IGNORE)");
  const stored = "FROM read_parquet('" + folder + "/*/*.parquet', hive_partitioning = true) WHERE dt BETWEEN '2026-10-01' AND '2026-10-31'";
  for (const by of ['dt', 'id', 'format'])
    await connection.runAndReadAll("SELECT " + by + ", count(*), count(DISTINCT userId) " + stored + " GROUP BY ALL ORDER BY 2 DESC");
  rmSync(folder, { recursive: true });
})();
`;

export const start: Bench = {
  figures: { start: () => 'npm start' },
  of: (role, { name, folder }) => Promise.resolve(ofCommand('start', { role, name, folder, args: START })),
  beside: ({ here, scratch }) => {
    const lines = join(scratch, 'events.ndjson');
    // Those that npm start makes of its own.
    writeFileSync(lines, Array.from(defaultEvents(), ({ data }) => `${data}\n`).join(''));
    const args = ['--eval', DUCKDB_ALONE, lines];
    return Promise.resolve([ofCommand('start', { role: 'limit', name: 'DuckDB alone', folder: here.folder, args })]);
  },
};
