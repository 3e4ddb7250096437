import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../scripts/programs/synthesize';
import { Progress } from '../../../scripts/text/progress';
import { readOptions } from '../../../scripts/text/read-options';
import { wholeNumber } from '../../../scripts/text/whole-number';
import { bytes, duration, whole } from '../../../scripts/text/words';
import { chosenEnvironment } from '../../../terraform/stacks/chosen-environment';
import { readEnvironment } from '../../../terraform/stacks/neighbours';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { standUp } from '../../aws/account';
import { SimulatedClock } from '../../aws/shared/clock';
import { Dice } from '../dice';
import { type Deserializer } from './attempt';
import { Campaign, stackOf } from './campaign';

const help = `Usage: npm run fuzz -- firehose [options]

Sends records of every kind to a delivery stream of a local account, by either deserializer: each must end in a Parquet
file, or below the error prefix with AWS's code, once. Exit code 1 when one does not; the seed repeats a run.

  --records N   how many (1000000)
  --seed N      a whole number (the time)
  --help        this text
`;

const known = {
  records: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const mostInRound = 5000;
const deserializers: readonly Deserializer[] = ['open_x_json_ser_de', 'hive_json_ser_de'];

/** `npm run fuzz -- firehose`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run fuzz -- firehose');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const records = wholeNumber('records', given.records ?? '1000000');
  const seed = wholeNumber('seed', given.seed ?? String(Date.now() % 2 ** 31));
  const progress = new Progress();
  const stacks = await synthesize();
  const stack = readEnvironment(
    stackFolder(
      stacks,
      chosenEnvironment(stacks, undefined, (line) => progress.line(line)),
    ),
  );
  const start = performance.now();
  const step = progress.step(`${whole(records)} records, seed ${seed}:`);
  const findings: string[] = [];
  const told = { refused: 0, rows: 0, ParseError: 0, MalformedData: 0 };
  /** Bytes that were resident after a round: the most of each quarter. */
  const resident = [0, 0, 0, 0];
  let done = 0;
  for (const [at, serde] of deserializers.entries()) {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-firehose-'));
    const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
    const account = await standUp(stackOf(stack, serde), { clock, folder });
    try {
      const campaign = new Campaign(account, serde, new Dice(seed + at));
      const until = Math.round((records * (at + 1)) / deserializers.length);
      while (done < until) {
        const round = Math.min(mostInRound, until - done);
        findings.push(...(await campaign.round(round)).map((found) => `${serde}: ${found}`));
        done += round;
        const quarter = Math.min(3, Math.floor((4 * done) / records));
        resident[quarter] = Math.max(resident[quarter] ?? 0, process.memoryUsage.rss());
        step.at(whole(done));
      }
      told.refused += campaign.refused;
      for (const kind of ['rows', 'ParseError', 'MalformedData'] as const) told[kind] += campaign.counts[kind];
    } finally {
      await account.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const one of findings.slice(0, 20)) progress.line(`! ${one}`, 'failure');
  process.stdout.write(
    `${whole(done)} records, seed ${seed}, ${duration(performance.now() - start)}: ` +
      `${findings.length === 0 ? 'no finding' : `${findings.length} findings`}. ` +
      `In Parquet: ${whole(told.rows)}, ParseError: ${whole(told.ParseError)}, ` +
      `MalformedData: ${whole(told.MalformedData)}, refused: ${whole(told.refused)}. ` +
      `Resident by quarters: ${resident.map(bytes).join(', ')}; at most ${bytes(process.resourceUsage().maxRSS * 1024)}\n`,
  );
  return findings.length === 0 ? 0 : 1;
}
