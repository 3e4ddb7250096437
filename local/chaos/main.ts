import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesize } from '../../scripts/programs/synthesize';
import { Progress } from '../../scripts/text/progress';
import { readOptions } from '../../scripts/text/read-options';
import { shellWord } from '../../scripts/text/shell-word';
import { wholeNumber } from '../../scripts/text/whole-number';
import { counted, duration, whole } from '../../scripts/text/words';
import { UserError } from '../../scripts/user-error';
import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { onStopSignal } from '../start/running/stop-signals';
import { type Reached } from './scenarios/enumerate';
import { type Outcome } from './judge';
import { page, PAGE, readPage } from './page';
import { type Choice, type Part, type Result, type Told } from './part';
import { withPreamble } from './account/preamble';
import { summary } from './summary';

const help = `Usage: npm run chaos -- [options]

Runs months of reports against the stood-up stack, each with faults of its own, and holds what mailboxes, alarms and
executions show against what is promised (docs/reliability.md): each fault at each request of each function, and as many
random combinations as are asked for. Exit code 1 when a promise is broken.

  --scenarios N  random ones (1000)
  --seed N       a whole number (the time)
  --only TEXT    of the enumerated, those whose id has this, and no random ones
  --bounded      those that npm run test:chaos runs, and no random ones
  --replay ID    one scenario, with all that happens in it
  --processes N  how many accounts at a time (as many as there are cores)
  --write        what came of those that are enumerated, into docs/reliability.md
  --help         this text
`;

const known = {
  scenarios: { type: 'string' },
  seed: { type: 'string' },
  only: { type: 'string' },
  bounded: { type: 'boolean' },
  replay: { type: 'string' },
  processes: { type: 'string' },
  write: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const numbers = { least: 0, example: 1000 };

/** `npm run chaos`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run chaos');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const { only, replay } = given;
  const choice: Choice = {
    count: wholeNumber('scenarios', given.scenarios ?? '1000', numbers),
    seed: wholeNumber('seed', given.seed ?? String(Date.now() % 2 ** 31), numbers),
    only,
    replay,
    isBounded: given.bounded,
  };
  const processes =
    replay === undefined
      ? Math.max(1, wholeNumber('processes', given.processes ?? String(availableParallelism()), numbers))
      : 1;
  const progress = new Progress();
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, undefined, (line) => progress.line(line));
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
  try {
    withPreamble(dirname(stacks), folder);
    const start = performance.now();
    const parts = Array.from({ length: processes }, (_, from): Part => ({
      ...choice,
      stackFolder: join(folder, 'stacks', environment),
      folder: join(folder, `part-${from}`),
      from,
      of: processes,
    }));
    const { results, reached, stopped } = await runAll(parts, progress);
    const broken = results.filter((one) => one.broken.length > 0);
    if (given.write === true) writePage(reached, results, given.bounded === true);
    process.stdout.write(
      `${summary(results)}\n${counted(results.length, 'scenario')}, seed ${choice.seed}, ` +
        `${duration(performance.now() - start)}: ` +
        `${broken.length === 0 ? 'every promise was kept' : `${whole(broken.length)} broke a promise`}\n`,
    );
    return stopped ?? (broken.length === 0 && results.length > 0 ? 0 : 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Stopped, it gives what there is.
 * @throws UserError with the words of a part that ends before its time
 */
async function runAll(parts: readonly Part[], progress: Progress) {
  const stopping = new AbortController();
  let stopped: number | undefined;
  const forget = onStopSignal((code) => {
    stopped = code;
    stopping.abort();
  });
  const results: Result[] = [];
  let reached: readonly Reached[] = [];
  let all = 0;
  const step = progress.step('Learning which requests are made');
  const hear = (told: Told): void => {
    if ('what' in told) return progress.line(`  ${told.at}  ${told.what}`);
    if ('all' in told) ({ all, reached } = told);
    else {
      results.push(told);
      const { id } = told.scenario;
      for (const found of told.broken)
        progress.line(`✗ ${id}\n    ${found}\n    npm run chaos -- --replay ${shellWord(id)}`, 'failure');
    }
    step.at(`${whole(results.length)} of ${counted(all, 'scenario')}`);
  };
  await Promise.all(parts.map((part) => run(part, hear, stopping.signal)));
  forget();
  progress.end();
  return { results, reached, stopped };
}

async function run(part: Part, hear: (told: Told) => void, stopping: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'local/chaos/part.ts', JSON.stringify(part)], {
    cwd: repositoryRoot(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => void child.kill();
  process.once('exit', end);
  stopping.addEventListener('abort', end);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => hear(JSON.parse(line) as Told));
  const ended = new Promise<void>((resolve) => lines.once('close', resolve));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  await ended;
  process.off('exit', end);
  if (code !== 0 && !stopping.aborted)
    throw new UserError(`A part of the campaign ended with ${String(code)}:\n${said.trim()}`);
}

/** What was not run stays as it was; but where the page is to have what `npm run test:chaos` tries, nothing else is on it. */
function writePage(reached: readonly Reached[], results: readonly Result[], isBounded: boolean): void {
  const file = join(repositoryRoot(), PAGE);
  const outcomes = results.flatMap(({ scenario, outcome }): [string, Outcome][] =>
    outcome ? [[scenario.id, outcome]] : [],
  );
  const before = existsSync(file) && !isBounded ? readPage(readFileSync(file, 'utf8'), reached) : [];
  writeFileSync(file, page(reached, new Map([...before, ...outcomes])));
}
