import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { whole } from '../../../scripts/text/words';
import { defaultEvents } from '../../events/generate';
import { month, monthOfEvents } from '../bench-events';
import { type Bench, type Contestant, type Setting } from '../shared/contestant';
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
  const stored = "FROM read_parquet('" + folder + "/*/*.parquet', hive_partitioning = true) WHERE dt BETWEEN '" + process.argv[2] + "' AND '" + process.argv[3] + "'";
  for (const by of ['dt', 'id', 'format'])
    await connection.runAndReadAll("SELECT " + by + ", count(*), count(DISTINCT userId) " + stored + " GROUP BY ALL ORDER BY 2 DESC");
  rmSync(folder, { recursive: true });
})();
`;

/** @param of the events' file, and the first and last day that are reported on */
const duckdbAlone = (figure: string, folder: string, of: readonly string[]): Contestant =>
  ofCommand(figure, { role: 'limit', name: 'DuckDB alone', folder, args: ['--eval', DUCKDB_ALONE, ...of] });

/** As they are asked for: a million are not a text. */
function writeEvents(file: string, events: Iterable<{ readonly data: string }>): void {
  let lines = '';
  for (const { data } of events) {
    lines += `${data}\n`;
    if (lines.length < 1_000_000) continue;
    appendFileSync(file, lines);
    lines = '';
  }
  appendFileSync(file, lines);
}

export const start: Bench = {
  figures: { start: () => 'npm start' },
  of: (role, { name, folder }) => Promise.resolve(ofCommand('start', { role, name, folder, args: START })),
  beside: ({ here: { folder }, scratch }) => {
    const lines = join(scratch, 'events.ndjson');
    // Those that npm start makes of its own.
    writeEvents(lines, defaultEvents());
    return Promise.resolve([duckdbAlone('start', folder, [lines, '2026-10-01', '2026-10-31'])]);
  },
};

/** Of a file with ten times as many events as are sent elsewhere. */
export const startOfFile: Bench = {
  figures: { 'start-of-file': ({ events }) => `npm start -- --events, ${whole(10 * events)} of them` },
  of: (role, { name, folder }, setting) => {
    const period = ['--start', month.startDate, '--end', month.endDate];
    const args = [...START, '--events', manyIn(setting), ...period];
    return Promise.resolve(ofCommand('start-of-file', { role, name, folder, args }));
  },
  beside: (setting) => {
    const of = [manyIn(setting), month.startDate, month.endDate];
    return Promise.resolve([duckdbAlone('start-of-file', setting.here.folder, of)]);
  },
};

function manyIn({ scratch, events }: Setting): string {
  const file = join(scratch, 'many-events.ndjson');
  if (!existsSync(file)) writeEvents(file, monthOfEvents(10 * events));
  return file;
}
