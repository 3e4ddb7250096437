import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeInto } from '../../../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../../../test-support';
import { glueTables } from '../../../glue/glue-table';
import { athenaError } from '../../engine/athena-error';
import { athenaText } from '../../engine/athena-value';
import { Engines } from '../../engine/engines';
import { QueryDatabase, type TableSource } from '../../engine/query-database';
import { parseStatement } from '../../engine/statement';
import { tableFiles } from '../../engine/table-files';
import { names, type Pipeline, pipeline } from '../../test-support';
import { analyse } from '../analyse';
import { NotInLocalRun, TrinoError } from '../errors';
import { type TrinoType } from '../types/type';

/**
 * What Trino 476 answered to 326 queries of 2,000 events, which this project's own Firehose had delivered
 * (`events.ndjson`, by their arrival): columns and rows, or the name of its error. Trino is what Athena's engine 3 is
 * built on. `was`: what the local run did when they were asked.
 */
interface Answer {
  readonly sql: string;
  readonly error?: string;
  readonly columns?: readonly (readonly [name: string, type: string])[];
  readonly rows?: readonly (readonly (string | null)[])[];
}

/** Answers that are not to be alike, by what the query is, and why: https://docs.aws.amazon.com/athena/latest/ug/select.html */
const apart: readonly (readonly [RegExp, string])[] = [
  [/GROUP BY ROLLUP \(format, dt\) ORDER BY 1, 2$/, 'two rows tie in the order, and no page tells of theirs'],
  [/OVER \(PARTITION BY dt\) FROM \S+ LIMIT 1$/, '"If the query has no ORDER BY clause, the results are arbitrary."'],
  [/^SELECT "\$path"/, "the files' names are random, and Athena's lie on S3"],
  [/^SELECT count\(\*\) FROM (v_hls|ctas1)$/, 'a statement made it that the local run refuses by its name'],
  [
    /\b5\.0 \/ 2|1 \/ 3\.0|\b100\.0 |^SELECT 1\.0|sign\(-2\.5\)|typeof\(1\.5\)|sum\(1\.5\)|1\.10 \* 1|VALUES 1\.10|SELECT 2\.5$/,
    'a number with a point is a double in Athena, and a decimal in Trino: https://docs.aws.amazon.com/athena/latest/ug/data-types-considerations.html, ' +
      'and measured: aoyagikouhei/athena-local at 01606e0, docs/caveats.md, "Decimal literals"',
  ],
];

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(120_000);
const { folder, remove } = temporaryFolder('trino');
const read = (name: string): string => readFileSync(join(__dirname, name), 'utf8');
let run: Pipeline;
let source: TableSource;
const now = new Date('2026-03-12T00:00:00Z');

beforeAll(async () => {
  synthesizeInto(folder);
  const records = read('events.ndjson')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { arrival: string; data: string });
  run = pipeline(devStack(folder), folder, '2026-02-25T00:00:00Z');
  for (const day of [...new Set(records.map(({ arrival }) => arrival.slice(0, 10)))].sort()) {
    const arrived = records.filter(({ arrival }) => arrival.startsWith(day));
    await run.clock.advanceTo(new Date(`${day}T12:00:00Z`));
    await run.call('firehose', 'PutRecordBatch', {
      DeliveryStreamName: names.stream,
      Records: arrived.map(({ data }) => ({ Data: Buffer.from(data).toString('base64') })),
    });
    await run.clock.sleep(600_000, 'buffering interval');
  }
  const [table] = glueTables(run.stack);
  if (!table) throw new Error('The stack has no table.');
  source = { table, files: tableFiles(run.store, table, now) };
});
afterAll(remove);

test("no query is answered that Trino refuses, and none with other rows than Trino's", async () => {
  const store = run.store.folder;
  const engines = new Engines({ store, folder: join(folder, 'scratch'), memoryLimit: '1GB' });
  const counts = { alike: 0, 'refused as Trino does': 0, 'not in the local run': 0, apart: 0 };
  const wrong: unknown[] = [];
  await engines.use({ oneThread: true, hasTry: false }, async (engine) => {
    const database = await QueryDatabase.open({ sources: [source], folder: store, engine });
    for (const answer of JSON.parse(read('queries.json')) as Answer[]) {
      const given = await answerTo(database, answer.sql);
      const kind = apart.some(([query]) => query.test(answer.sql)) ? 'apart' : judge(answer, given);
      if (kind === undefined) wrong.push({ sql: answer.sql, trino: answer.error ?? answer.rows, given });
      else counts[kind] += 1;
    }
    database.close();
  });
  engines.close();
  expect(wrong).toEqual([]);
  expect(counts).toEqual({ alike: 194, 'refused as Trino does': 48, 'not in the local run': 67, apart: 17 });
});

type Given =
  | { readonly refused: 'here' | 'in words'; readonly words: string }
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] };

async function answerTo(database: QueryDatabase, sql: string): Promise<Given> {
  try {
    const statement = await parseStatement(sql);
    const tables = glueTables(run.stack);
    const query = analyse(
      statement.sql,
      statement.query,
      {
        find(parts, at) {
          const name = parts[parts.length - 1]?.text ?? '';
          const table = tables.find((one) => one.name === name);
          if (table) return table;
          if (name.includes('$') || parts.length > 1) throw new NotInLocalRun(`the table ${name}`, at);
          throw new TrinoError('TABLE_NOT_FOUND', `Table '${name}' does not exist`, at);
        },
      },
      now,
    );
    const result = await database.stream(query.sql);
    const rows: (string | null)[][] = [];
    for await (const chunk of result.yieldRows()) {
      for (const row of chunk) rows.push(query.columns.map(({ type }, index) => athenaText(row[index] ?? null, type)));
    }
    return { columns: query.columns.map(({ name, type }) => `${name} ${typeName(type)}`), rows };
  } catch (error) {
    const words = athenaError(error).replace(
      /^Not in the local run: what the engine here answers with "(line .*?)"\..*$/s,
      '$1',
    );
    return { refused: words.startsWith('Not in the local run') ? 'here' : 'in words', words };
  }
}

const typeName = ({ kind }: TrinoType): string => (kind === 'zoned' ? 'timestamp with time zone' : kind);

function judge({ error, columns = [], rows = [] }: Answer, given: Given) {
  if ('refused' in given) {
    if (given.refused === 'here') return 'not in the local run';
    const said = /^line \d+:\d+: (mismatched|backquoted)/.test(given.words)
      ? 'SYNTAX_ERROR'
      : given.words.split(':')[0];
    // Trino takes ALL for a name there, and its grammar here for the keyword.
    const alike = said === error || (error === 'COLUMN_NOT_FOUND' && said === 'SYNTAX_ERROR');
    return alike ? 'refused as Trino does' : undefined;
  }
  if (error !== undefined) return undefined;
  const expected = columns.map(([name, type]) => `${name} ${type.replace(/\(.*/, '')}`.toLowerCase());
  const isAlike =
    JSON.stringify(given.rows) === JSON.stringify(rows) &&
    JSON.stringify(given.columns.map((one) => one.toLowerCase())) === JSON.stringify(expected);
  return isAlike ? 'alike' : undefined;
}
