import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from '../../../scripts/programs/browser/chromium';
import { synthesize } from '../../../scripts/programs/synthesize';
import { Progress } from '../../../scripts/text/progress';
import { readOptions } from '../../../scripts/text/read-options';
import { table } from '../../../scripts/text/table';
import { wholeNumber } from '../../../scripts/text/whole-number';
import { bytes, whole } from '../../../scripts/text/words';
import { chosenEnvironment } from '../../../terraform/stacks/chosen-environment';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { inChild } from '../shared/child';
import { type ConsoleMeasured, type Painted } from './measure';

const help = `Usage: npm run bench:console -- [options]

The console of an account with much in it, in Chromium: how long until each of its pages shows something, beside a bare page
of a bare server in the same browser, and the memory of the account's process.

  --events N      (1000000)
  --executions N  (10000)
  --help          this text
`;

const known = {
  events: { type: 'string' },
  executions: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Milliseconds to a page's first contentful paint, and bytes of memory: what may not be passed. */
const MOST = { paint: 1000, memory: 1_000_000_000 };

/** `npm run bench:console`. Returns the exit code: 1 when a page takes longer, or the process more memory, than it may. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run bench:console');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const events = wholeNumber('events', given.events ?? '1000000', { example: 1000000 });
  const executions = wholeNumber('executions', given.executions ?? '10000', { example: 10000 });
  chromiumPath();
  const progress = new Progress();
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, undefined, (line) => progress.line(line));
  const what = `The console of ${whole(executions)} executions and ${whole(events)} events`;
  const step = progress.step(what);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const stack = stackFolder(stacks, environment);
    const { bare, pages, peakMemory } = await inChild<ConsoleMeasured>(
      'console/measure',
      String(events),
      String(executions),
      stack,
      folder,
    );
    step.done(what);
    const row = ({ page, paint, spread, bytes: size }: Painted) => [
      page,
      `${paint.toFixed(0)} ms`,
      `${spread.map((one) => one.toFixed(0)).join('–')} ms`,
      `${(paint / bare.paint).toFixed(1)}x`,
      bytes(size),
    ];
    const header = ['page', 'first paint', 'spread', 'of a bare page', 'size'];
    process.stdout.write(
      `\n${table([header, row(bare), ...pages.map(row)], 'lrrrr')}\n\n${bytes(peakMemory)} of memory at most\n`,
    );
    return Math.max(...pages.map(({ paint }) => paint)) <= MOST.paint && peakMemory <= MOST.memory ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
