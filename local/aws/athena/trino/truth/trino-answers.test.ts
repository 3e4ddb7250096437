import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeInto } from '../../../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../../../test-support';
import { names, type Pipeline, pipeline, startQuery } from '../../test-support';

jest.setTimeout(120_000);
const { folder, remove } = temporaryFolder('trino');
let run: Pipeline;

interface Answer {
  readonly category: string;
  readonly sql: string;
  readonly was: string;
  readonly error?: string;
  readonly columns?: readonly (readonly [string, string])[];
  readonly rows?: readonly (readonly (string | null)[])[];
}
const read = (name: string): string => readFileSync(join(__dirname, name), 'utf8');
const answers = JSON.parse(read('queries.json')) as Answer[];

beforeAll(async () => {
  synthesizeInto(folder);
  const records = read('events.ndjson').trim().split('\n').map((line) => JSON.parse(line) as { arrival: string; data: string });
  records.sort((a, b) => a.arrival.localeCompare(b.arrival));
  run = pipeline(devStack(folder), folder, records[0]?.arrival);
  for (const day of new Set(records.map(({ arrival }) => arrival.slice(0, 10)))) {
    const arrived = records.filter(({ arrival }) => arrival.startsWith(day));
    const [first] = arrived;
    if (first && run.clock.now() < new Date(first.arrival)) await run.clock.advanceTo(new Date(first.arrival));
    for (let at = 0; at < arrived.length; at += 500) {
      await run.call('firehose', 'PutRecordBatch', {
        DeliveryStreamName: names.stream,
        Records: arrived.slice(at, at + 500).map(({ data }) => ({ Data: Buffer.from(data).toString('base64') })),
      });
    }
    await run.clock.advanceTo(new Date(`${day}T23:59:59Z`));
    await run.clock.sleep(0, '');
  }
  await run.clock.sleep(3_600_000, 'buffering interval');
});
afterAll(remove);

test('answers', async () => {
  const counts: Record<string, number> = {};
  const lines: string[] = [];
  for (const [index, answer] of answers.entries()) {
    const got = await outcome(answer.sql);
    const kind = judge(answer, got);
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (kind !== 'alike' && kind !== 'refused by both') {
      lines.push(`${kind} #${index} ${answer.sql.slice(0, 250)}\n    want ${JSON.stringify(answer.error ?? [answer.columns?.map(([n, t]) => `${n} ${t}`), answer.rows?.slice(0, 40)]).slice(0, 700)}\n    got  ${JSON.stringify(got).slice(0, 700)}`);
    }
  }
  require('fs').writeFileSync('/tmp/truth.txt', `${JSON.stringify(counts)}\n${lines.join('\n')}\n`);
});

type Outcome = { readonly refused: string } | { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] };

async function outcome(sql: string): Promise<Outcome> {
  let id: string;
  try {
    id = await startQuery(run, sql);
  } catch (error) {
    return { refused: (error as Error).message };
  }
  const execution = run.athena.executions().find(({ description }) => description.id === id);
  await execution?.finished();
  const { result } = execution ?? {};
  if (!result) return { refused: (await run.clock.sleep(1000, ''), execution?.describe().Status.StateChangeReason) ?? 'no reason' };
  return { columns: result.columns.map(({ Name, Type }) => `${Name} ${Type}`), rows: result.rows };
}

function judge({ error, columns = [], rows = [] }: Answer, got: Outcome): string {
  if (error !== undefined) return 'refused' in got ? (got.refused.startsWith(error) ? 'refused by both' : got.refused.startsWith('Not in the local run') || error === 'SYNTAX_ERROR' ? 'refused here otherwise' : 'refused by both, in other words') : 'WRONGLY ANSWERED';
  if ('refused' in got) return got.refused.startsWith('Not in the local run') ? 'refused' : 'REFUSED IN ITS WORDS';
  const types = columns.map(([name, type]) => `${name} ${type.replace(/\(.*/, '')}`);
  const namesAlike = JSON.stringify(got.columns.map((one) => one.toLowerCase())) === JSON.stringify(types.map((one) => one.toLowerCase()));
  const rowsAlike = JSON.stringify(got.rows) === JSON.stringify(rows);
  return rowsAlike ? (namesAlike ? 'alike' : 'OTHER COLUMNS') : 'OTHER';
}
