import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesize } from '../../scripts/programs/synthesize';
import { Progress } from '../../scripts/text/progress';
import { readOptions } from '../../scripts/text/read-options';
import { counted, duration, whole } from '../../scripts/text/words';
import { shellWord } from '../../scripts/text/shell-word';
import { UserError } from '../../scripts/user-error';
import { readStack } from '../../terraform/read-stack';
import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { type Trace } from './chaos-account';
import { Campaign, type Judged } from './campaign';
import { enumerated, type Reached } from './enumerate';
import { withPreamble } from './preamble';
import { randomScenario } from './random-scenario';
import { type Scenario } from './scenario';
import { summary } from './summary';

const help = `Usage: npm run chaos -- [options]

Runs months of reports against the stood-up stack, each with faults of its own, and holds what mailboxes, alarms and
executions show against what is promised (docs/reliability.md): each fault at each request of each function, and as many
random combinations as are asked for. Exit code 1 when a promise is broken.

  --scenarios N  random ones (1000)
  --seed N       a whole number (the time)
  --only TEXT    of the enumerated, those whose id has this
  --replay ID    one scenario, with all that happens in it
  --write        docs/reliability.md, from all that are enumerated
  --help         this text
`;

const known = {
  scenarios: { type: 'string' },
  seed: { type: 'string' },
  only: { type: 'string' },
  replay: { type: 'string' },
  write: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `npm run chaos`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run chaos');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const count = wholeNumber('scenarios', given.scenarios ?? '1000');
  const seed = wholeNumber('seed', given.seed ?? String(Date.now() % 2 ** 31));
  const progress = new Progress();
  const stacks = await synthesize();
  const chosen = chosenEnvironment(stacks, undefined, (line) => progress.line(line));
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
  withPreamble(dirname(stacks), folder);
  const trace: Trace = (at, what) => progress.line(`  ${at.toISOString()}  ${what}`);
  const stack = readStack(join(folder, 'stacks', chosen));
  const campaign = new Campaign(stack, folder, given.replay === undefined ? undefined : trace);
  try {
    const start = performance.now();
    const step = progress.step('Learning which requests are made');
    const reached = await campaign.learn();
    step.done(`${counted(reached.length, 'place')} where something can fail`);
    const scenarios =
      given.replay === undefined ? chosenOf(reached, { count, seed, only: given.only }) : [find(given.replay, reached)];
    const judged = await runAll(campaign, scenarios, progress);
    const broken = judged.filter((one) => one.broken.length > 0);
    progress.end();
    process.stdout.write(`${summary(judged)}\n`);
    const took = duration(performance.now() - start);
    process.stdout.write(
      `${counted(judged.length, 'scenario')}, seed ${seed}, ${took}: ` +
        `${broken.length === 0 ? 'every promise was kept' : `${whole(broken.length)} broke a promise`}\n`,
    );
    return broken.length === 0 ? 0 : 1;
  } finally {
    await campaign.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll(campaign: Campaign, scenarios: readonly Scenario[], progress: Progress): Promise<Judged[]> {
  const step = progress.step(`${counted(scenarios.length, 'scenario')}:`);
  const judged: Judged[] = [];
  for (const scenario of scenarios) {
    step.at(`${whole(judged.length)}, ${scenario.id}`);
    const one = await campaign.run(scenario);
    judged.push(one);
    for (const found of one.broken) progress.line(`✗ ${scenario.id}\n    ${found}\n    ${replay(scenario)}`, 'failure');
  }
  return judged;
}

const replay = ({ id }: Scenario): string => `npm run chaos -- --replay ${shellWord(id)}`;

interface Choice {
  readonly count: number;
  readonly seed: number;
  readonly only?: string | undefined;
}

const chosenOf = (reached: readonly Reached[], { count, seed, only }: Choice): Scenario[] =>
  only === undefined
    ? [...enumerated(reached), ...Array.from({ length: count }, (_, number) => randomScenario(seed, number, reached))]
    : enumerated(reached).filter(({ id }) => id.includes(only));

/** @throws UserError when there is none of that id */
function find(id: string, reached: readonly Reached[]): Scenario {
  const [, seed, number] = /^random (\d+)\/(\d+)$/.exec(id) ?? [];
  if (seed !== undefined) return randomScenario(Number(seed), Number(number), reached);
  const found = enumerated(reached).find((scenario) => scenario.id === id);
  if (found) return found;
  throw new UserError(
    `--replay ${id}: there is no such scenario. Give an id as a run tells it, such as "random 7/12".`,
  );
}

function wholeNumber(option: string, value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 0 && value.trim() !== '') return number;
  throw new UserError(`--${option} ${value}: give a whole number, such as 1000.`);
}
