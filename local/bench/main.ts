import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userPath } from '../../scripts/files/user-path';
import { Progress } from '../../scripts/text/progress';
import { table } from '../../scripts/text/table';
import { UserError } from '../../scripts/user-error';
import { root } from '../start/running/root';
import { BENCHES } from './figures/all';
import { help, parseOptions, type Options } from './options';
import { type Setting } from './shared/contestant';
import { layOut, onSignals } from './shared/lay-out';
import { measure, type Measured } from './shared/measure';
import { stopRunning } from './shared/timed-command';
import { movedInMarkdown } from './table/moved';
import { HEADER, rowsOf } from './table/rows';

/** `npm run bench`: see `--help`. Figures on stdout, progress on stderr. */
export async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === undefined) {
    process.stdout.write(help);
    return 0;
  }
  if (!existsSync('/proc/self/smaps_rollup'))
    throw new UserError('Memory of several processes is told by Linux alone.');
  const figures = await measured(options);
  process.stdout.write(`\n${table([HEADER, ...figures.flatMap(rowsOf)], 'lrrr')}\n`);
  const { against, output, runs } = options;
  const moved = against === undefined ? undefined : movedInMarkdown(figures, against, runs);
  if (output !== undefined && moved !== undefined) writeFileSync(userPath(output), moved);
  return 0;
}

async function measured({ wanted, runs, against, events, executions }: Options): Promise<Measured[]> {
  const progress = new Progress();
  const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
  const ends: (() => Promise<void> | void)[] = [() => rmSync(scratch, { recursive: true, force: true })];
  const laidOut = against === undefined ? undefined : layOut(against, 'own', stopRunning);
  ends.push(laidOut ? () => laidOut.remove() : onSignals(stopRunning));
  const setting: Setting = {
    here: { name: 'this checkout', folder: root },
    ...(laidOut && against !== undefined ? { there: { name: against, folder: laidOut.folder } } : {}),
    events,
    executions,
    wanted,
    scratch,
    atEnd: (end) => void ends.push(end),
  };
  try {
    const figures: Measured[] = [];
    for (const bench of BENCHES.filter((one) => Object.keys(one.figures).some((name) => wanted.includes(name)))) {
      const names = Object.keys(bench.figures).filter((name) => wanted.includes(name));
      const step = progress.step(names.join(', '));
      figures.push(...(await measure(bench, setting, runs, step)));
      step.done(names.join(', '));
    }
    return figures;
  } finally {
    progress.end();
    for (const end of ends.reverse()) await end();
  }
}
