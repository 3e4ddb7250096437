import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../scripts/programs/synthesize';
import { Progress } from '../../../scripts/text/progress';
import { readOptions } from '../../../scripts/text/read-options';
import { wholeNumber } from '../../../scripts/text/whole-number';
import { bytes, duration, whole } from '../../../scripts/text/words';
import { UserError } from '../../../scripts/user-error';
import { chosenEnvironment } from '../../../terraform/stacks/chosen-environment';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { inChild } from '../shared/child';
import { MemoryOfAll } from '../shared/memory';
import { type Executed } from './measure';

const help = `Usage: npm run bench:executions -- [options]

Starts executions of the report's machine at once, with its functions in processes of their own: whether all succeed,
and the memory that all processes take. On Linux.

  --count N  how many (1000)
  --help     this text
`;

const known = { count: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

/** Bytes that all processes may hold. */
const mostMemory = 1_000_000_000;

/** `npm run bench:executions`. Returns the exit code: 1 when one fails, or they take more memory than they may. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run bench:executions');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const count = wholeNumber('count', given.count ?? '1000', { example: 1000 });
  if (!existsSync('/proc/self/smaps_rollup'))
    throw new UserError('Memory of several processes is told by Linux alone.');
  const progress = new Progress();
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, undefined, (line) => progress.line(line));
  const step = progress.step(`${whole(count)} executions`);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const stack = stackFolder(stacks, environment);
    // From here: what is measured would take a quarter of its time to look at its own memory.
    const memory = new MemoryOfAll('self', 1000, 'below');
    const executed = await inChild<Executed>('executions/measure', String(count), stack, folder);
    memory.stop();
    step.done(`${whole(count)} executions`);
    const { statuses, cause, took, longest, invocations } = executed;
    const ended = Object.entries(statuses).map(([status, number]) => `${whole(number)} ${status}`);
    process.stdout.write(
      `${ended.join(', ')}${cause === undefined ? '' : ` (${cause})`}\n` +
        `${whole(invocations)} invocations in ${duration(took)}; the longest execution took ${duration(longest)} simulated\n` +
        `${bytes(memory.peak)} of memory at most, of at most ${memory.processes} processes\n`,
    );
    return statuses['SUCCEEDED'] === count && memory.peak <= mostMemory ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
