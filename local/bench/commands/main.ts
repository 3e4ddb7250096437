import { existsSync } from 'node:fs';
import { Progress } from '../../../scripts/text/progress';
import { table } from '../../../scripts/text/table';
import { UserError } from '../../../scripts/user-error';
import { root } from '../../start/running/root';
import { layOut, onSignals } from '../lay-out';
import { type Figure } from './figure';
import { help, parseOptions } from './options';
import { HEADER, type Measured, rowsOf } from './rows';
import { run, stopRunning, type Run } from './run';

/** `npm run bench:commands`: see `--help`. */
export async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === undefined) {
    process.stdout.write(help);
    return 0;
  }
  if (!existsSync('/proc/self/smaps_rollup'))
    throw new UserError('Memory of several processes is told by Linux alone.');
  const progress = new Progress();
  const { against, figures, runs } = options;
  const laidOut = against === undefined ? undefined : layOut(against, 'own', stopRunning);
  const unheard = laidOut ? undefined : onSignals(stopRunning);
  const other = laidOut && against !== undefined ? { name: against, folder: laidOut.folder } : undefined;
  try {
    const rows: string[][] = [];
    for (const figure of figures) {
      const step = progress.step(figure.name);
      rows.push(...rowsOf(await measure(figure, runs, other)));
      step.done(figure.name);
    }
    process.stdout.write(`\n${table([HEADER, ...rows], 'lrrr')}\n`);
    return 0;
  } finally {
    laidOut?.remove();
    unheard?.();
  }
}

/** In turns: a machine at work is slow for all alike. The first round, which fills caches, does not count. */
async function measure(
  { name, command, limit }: Figure,
  runs: number,
  other: { readonly name: string; readonly folder: string } | undefined,
): Promise<Measured> {
  const [own, least, there]: Run[][] = [[], [], []];
  for (let round = 0; round <= runs; round++) {
    own?.push(await run(command, root));
    if (limit) least?.push(await run(limit.command, root));
    if (other) there?.push(await run(command, other.folder));
  }
  const counted = (all: readonly Run[] | undefined) => (all ?? []).slice(1);
  return {
    name,
    runs: counted(own),
    ...(limit ? { limit: { name: limit.name, runs: counted(least) } } : {}),
    ...(other ? { against: { name: other.name, runs: counted(there) } } : {}),
  };
}
