import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { userPath } from '../../scripts/files/user-path';
import { Progress } from '../../scripts/text/progress';
import { table } from '../../scripts/text/table';
import { counted } from '../../scripts/text/words';
import { UserError } from '../../scripts/user-error';
import { root } from '../start/running/root';
import { writeDocument } from './document';
import { BENCHES } from './figures/all';
import { growth } from './growth/growth';
import { help, parseOptions, type Options } from './options';
import { installPeers } from './peers/install';
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
  const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
  const end = () => {
    stopRunning();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  const unheard = onSignals(end);
  try {
    return await (options.growth ? tellGrowth(options, scratch) : tellFigures(options, scratch, end));
  } finally {
    unheard();
    end();
  }
}

async function tellFigures(options: Options, scratch: string, end: () => void): Promise<number> {
  const figures = await measured(options, scratch, end);
  const { against, output, runs, write } = options;
  const said = `${table([HEADER, ...figures.flatMap(rowsOf)], 'lrrr')}\n\n${onWhat(runs)}`;
  process.stdout.write(`\n${said}\n`);
  const moved = against === undefined ? undefined : movedInMarkdown(figures, against, runs);
  if (output !== undefined && moved !== undefined) writeFileSync(userPath(output), moved);
  if (write) writeDocument('figures', said);
  return 0;
}

async function tellGrowth({ wanted, runs, write }: Options, scratch: string): Promise<number> {
  const { said, drawn, isSteep } = await growth(wanted, runs, scratch);
  const all = `${said}\n\n${onWhat(runs)}`;
  process.stdout.write(`\n${all}\n`);
  if (write) writeDocument('growth', all, drawn);
  return isSteep ? 1 : 0;
}

const onWhat = (runs: number): string =>
  `Median (least–most) of ${counted(runs, 'run')} of each, in turns. On ${counted(availableParallelism(), 'core')}, Node.js ${process.versions.node}.`;

async function measured(
  { wanted, runs, peers, against, within = Infinity, events, executions }: Options,
  scratch: string,
  end: () => void,
): Promise<Measured[]> {
  const start = performance.now();
  const progress = new Progress();
  const ends: (() => Promise<void> | void)[] = [];
  const step = peers ? progress.step('Installing the peers, where they are not') : undefined;
  const installed = peers ? installPeers() : undefined;
  step?.done('Peers installed');
  const laidOut = against === undefined ? undefined : layOut(against, 'own', end);
  if (laidOut) ends.push(() => laidOut.remove());
  const warn = (text: string) => progress.line(text, 'warning');
  const setting: Setting = {
    here: { name: 'this checkout', folder: root },
    ...(laidOut && against !== undefined ? { there: { name: against, folder: laidOut.folder } } : {}),
    ...(installed ? { peers: installed } : {}),
    events,
    executions,
    wanted,
    scratch,
    atEnd: (last) => void ends.push(last),
  };
  try {
    const figures: Measured[] = [];
    for (const bench of BENCHES.filter((one) => Object.keys(one.figures).some((name) => wanted.includes(name)))) {
      const names = Object.keys(bench.figures).filter((name) => wanted.includes(name));
      if (performance.now() - start > within * 60_000) {
        warn(`${names.join(', ')}: left out, as ${counted(within, 'minute')} are over.`);
        continue;
      }
      const step = progress.step(names.join(', '));
      figures.push(...(await measure(bench, setting, { rounds: runs, step, warn })));
      step.done(names.join(', '));
    }
    return figures;
  } finally {
    progress.end();
    for (const last of ends.reverse()) await last();
  }
}
