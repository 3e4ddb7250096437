import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { table } from '../../../scripts/text/table';
import { whole } from '../../../scripts/text/words';
import { type Run } from '../shared/run';
import { AXES } from './axes';
import { type Grown, heldOf, steepOf } from './grown';
import { plot } from './plot';
import { HEADER, rowsOf } from './rows';

/** What was found, as it is said and drawn. */
export interface Growth {
  readonly said: string;
  readonly drawn: string;
  /** Whether something is worse than linear. */
  readonly isSteep: boolean;
}

/** Measures each size of the axes named in turns, each run in processes of its own. @param scratch where they may leave what they need */
export async function growth(names: readonly string[], rounds: number, scratch: string): Promise<Growth> {
  const progress = new Progress();
  const grown: Grown[] = [];
  for (const name of names) {
    const axis = AXES[name];
    if (!axis) throw new Error(`Nothing is measured by ${name}.`);
    const step = progress.step(name);
    const sizes = axis.sizes.map((size) => ({ size, took: [] as Readonly<Record<string, Run>>[] }));
    for (let round = 1; round <= rounds; round += 1) {
      for (const { size, took } of sizes) {
        step.at(`${round} of ${rounds}: ${whole(size)}`);
        took.push(await inFolder(scratch, (folder) => axis.run(size, folder)));
      }
    }
    for (const [figure, { told, streams }] of Object.entries(axis.figures)) {
      const runs = sizes.map(({ size, took }) => ({ size, runs: took.flatMap((one) => one[figure] ?? []) }));
      grown.push({ told, of: axis.of, streams, sizes: runs });
    }
    step.done(name);
  }
  const steep = steepOf(grown);
  const verdict = [
    ...(steep.length > 0 ? steep : ['Nothing takes more times the CPU than there is more of what it is of.']),
    ...heldOf(grown),
  ];
  const said = `${table([HEADER, ...grown.flatMap(rowsOf)], 'lrrrrrr')}\n\n${verdict.join('\n')}`;
  return { said, drawn: plot(grown), isSteep: steep.length > 0 };
}

async function inFolder<Result>(scratch: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(scratch, 'growth-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
