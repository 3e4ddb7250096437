import { setImmediate } from 'node:timers/promises';
import { Progress } from '../../../scripts/text/progress';
import { readOptions } from '../../../scripts/text/read-options';
import { table } from '../../../scripts/text/table';
import { root } from '../../start/running/root';
import { layOut } from '../shared/lay-out';
import { COMPILERS, MACHINES, spentOn, type Compiler, type Machine, type Spent } from './compile';

/** How often each is compiled, in turns: a machine at work is slow for both alike. */
const TIMES = 5;
/** As much more as a change may cost. */
const MOST = 1.3;

const help = `Usage: npm run bench:types -- [options]

What the types of the builder cost both compilers, on the report's machine and one of 102 states.

  --against COMMIT  beside another commit; exit code 1 where instantiations are more than ${MOST} times its
  --help            this text
`;

const known = { against: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

/**
 * `npm run bench:types -- [--against COMMIT]`: what the types of the builder cost the compilers, beside another commit
 * with the packages of this checkout. Fails where instantiations, which are the same each time, are more than 1.3 times.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { against, help: wantsHelp } = readOptions(args, known, 'npm run bench:types');
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  const progress = new Progress();
  const laidOut = against === undefined ? undefined : layOut(against, 'ours');
  const other = laidOut?.folder;
  try {
    const rows: string[][] = [];
    let most = 0;
    for (const machine of Object.keys(MACHINES) as Machine[]) {
      for (const compiler of Object.keys(COMPILERS) as Compiler[]) {
        // A signal that came while a compiler ran is heard here.
        await setImmediate();
        const step = progress.step(`${machine}, ${compiler}`);
        const rounds = Array.from({ length: TIMES }, () => ({
          here: spentOn(root, machine, compiler),
          there: other === undefined ? undefined : spentOn(other, machine, compiler),
        }));
        step.done(`${machine}, ${compiler}`);
        const here = median(rounds.map((round) => round.here));
        const there = median(rounds.flatMap((round) => round.there ?? []));
        if (here === undefined) continue;
        most = Math.max(most, there === undefined ? 0 : here.instantiations / there.instantiations);
        rows.push([machine, compiler, ...cells(here, there)]);
      }
    }
    const header = ['machine', 'compiler', 'instantiations', 'types', 'check'];
    process.stdout.write(`\n${table([header, ...rows], 'llrrr')}\n`);
    if (most <= MOST) return 0;
    process.stdout.write(`\nInstantiations are ${most.toFixed(2)} times those of ${against}: at most ${MOST}.\n`);
    return 1;
  } finally {
    laidOut?.remove();
  }
}

function median(all: readonly Spent[]): Spent | undefined {
  return [...all].sort((a, b) => a.seconds - b.seconds)[Math.floor(all.length / 2)];
}

const cells = (here: Spent, there: Spent | undefined) =>
  (['instantiations', 'types', 'seconds'] as const).map((what) => {
    const text = what === 'seconds' ? `${here.seconds.toFixed(2)} s` : String(here[what]);
    return there === undefined ? text : `${text} (${(here[what] / there[what]).toFixed(2)}x)`;
  });
