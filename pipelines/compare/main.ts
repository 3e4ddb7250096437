import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from '../../scripts/text/progress';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { commitOf } from '../../scripts/programs/commits';
import { runEntry } from '../../scripts/programs/run-entry';
import { UserError } from '../../scripts/user-error';
import { userPath } from '../../scripts/files/user-path';
import { readStack } from '../../terraform/read-stack';
import { mermaid } from '../../policies/diagram/mermaid';
import { required } from '../shared/required';
import { changedDiagram, undrawn } from './changed-diagram';
import { layOut, takeAway } from './checkout';
import { differences } from './differences';
import { sideBySide } from './page';
import { type Failed, runSide, type Side } from './run-side';
import { type Comparison, tell } from './tell';

const help = `Usage: npm run compare -- --against COMMIT [options]

Makes the month's report twice from one file of events: with the code of COMMIT, laid out beside with the packages of its own
lock, and with the checkout as it is. Tells what differs in message, numbers, page, cost, permissions used and stack.

  --against COMMIT  a branch, tag or SHA, such as main
  --env NAME        the environment to stand up (default: dev)
  --events FILE     events to report on: NDJSON, of October 2026 (default: generated)
  --output FILE     writes what differs there, as Markdown, besides printing it
  --pages FILE      writes both pages there, side by side, as one HTML file
  --run FILE        writes everything of this checkout's run there, as one HTML file
  --help            this text

Exit code: 0 compared, whatever differs; 1 this checkout makes no report of these events, or nothing could be compared.
`;

const known = {
  against: { type: 'string' },
  env: { type: 'string' },
  events: { type: 'string' },
  output: { type: 'string' },
  pages: { type: 'string' },
  run: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies KnownOptions;

const PERIOD = { startDate: '2026-10-01', endDate: '2026-10-31' };

/** `npm run compare`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, known, 'npm run compare');
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const against = required(options.against, '--against', 'the commit to compare with, such as main');
  const root = repositoryRoot();
  const commit = commitOf(root, against);
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  const base = join(folder, 'checkout');
  const progress = new Progress();
  try {
    const events =
      options.events === undefined ? await generated(join(folder, 'events.ndjson')) : userPath(options.events);
    const run = (checkout: string, side: string) => {
      mkdirSync(join(folder, side));
      const { env: environment = 'dev' } = options;
      return runSide({ checkout, folder: join(folder, side), environment, events, period: PERIOD });
    };
    const laying = progress.step(`Laying out ${against} with its packages`);
    const problem = await layOut(root, commit, base);
    laying.done(`${against} (${commit.slice(0, 12)}) laid out`);
    const making = progress.step(`Making the report with ${against}`);
    const before: Side | Failed = problem === undefined ? await run(base, 'before') : { failed: problem };
    making.done(`Report of ${against}`);
    const remaking = progress.step('Making the report with this checkout');
    const after = await run(root, 'after');
    remaking.done('Report of this checkout');
    const text = tell(compared(against, before, after));
    process.stdout.write(`\n${text}`);
    if (options.output !== undefined) writeFileSync(userPath(options.output), text);
    if (options.pages !== undefined && !('failed' in before) && !('failed' in after)) {
      const sides = [
        { name: against, page: before.page },
        { name: 'this change', page: after.page },
      ] as const;
      writeFileSync(userPath(options.pages), sideBySide(...sides));
    }
    if (options.run !== undefined && after.file !== undefined) writeFileSync(userPath(options.run), after.file);
    return 'failed' in after ? 1 : 0;
  } finally {
    progress.end();
    await takeAway(root, base);
    rmSync(folder, { recursive: true, force: true });
  }
}

function compared(against: string, before: Side | Failed, after: Side | Failed): Comparison {
  if ('failed' in before || 'failed' in after) {
    const failed = {
      ...('failed' in before ? { before: before.failed } : {}),
      ...('failed' in after ? { after: after.failed } : {}),
    };
    return { against, failed };
  }
  const stacks = [readStack(before.stackFolder), readStack(after.stackFolder)] as const;
  const diagram = changedDiagram(...stacks);
  return {
    against,
    failed: {},
    differences: differences(before, after),
    ...(diagram === undefined ? {} : { diagram: mermaid(diagram) }),
    undrawn: undrawn(...stacks),
  };
}

async function generated(file: string): Promise<string> {
  const { code, said } = await runEntry(['local/events/main.ts', '--output', file], { keep: ['stdout', 'stderr'] });
  if (code !== 0) throw new UserError(`No events could be generated:\n${said.trim()}`);
  return file;
}
