import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../scripts/programs/synthesize';
import { Progress } from '../../../scripts/text/progress';
import { readOptions } from '../../../scripts/text/read-options';
import { wholeNumber } from '../../../scripts/text/whole-number';
import { bytes, duration, whole } from '../../../scripts/text/words';
import { chosenEnvironment } from '../../../terraform/stacks/chosen-environment';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { senders, sendTogether } from './senders';

const help = `Usage: npm run bench:endpoint -- [options]

Events by ${senders} senders at once: whether all are stored, and the memory that the endpoint's process takes. What requests
take is told by npm run bench.

  --events N  how many (1000000; 10000000 takes minutes)
  --help      this text
`;

const known = { events: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

/** Bytes that the endpoint's process may hold. */
const mostMemory = 600_000_000;

/** `npm run bench:endpoint`. Returns the exit code: 1 when events are lost, or it takes more memory than it may. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run bench:endpoint');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const events = wholeNumber('events', given.events ?? '1000000', { example: 1_000_000 });
  const progress = new Progress();
  const stacks = await synthesize();
  const stack = stackFolder(
    stacks,
    chosenEnvironment(stacks, undefined, (line) => progress.line(line)),
  );
  const folder = mkdtempSync(join(tmpdir(), 'bench-endpoint-'));
  const step = progress.step(`${whole(events)} events by ${senders} senders`);
  try {
    const { accepted, stored, peakMemory, took, failures } = await sendTogether(stack, folder, events);
    step.done(`${whole(events)} events by ${senders} senders`);
    for (const one of failures) progress.line(one, 'failure');
    const rate = `${whole((accepted / took) * 1000)}/s`;
    process.stdout.write(
      `\n${whole(accepted)} of ${whole(events)} events accepted from ${senders} senders in ${duration(took)} (${rate}), ` +
        `${whole(stored)} stored; resident at most ${bytes(peakMemory)} of ${bytes(mostMemory)}\n`,
    );
    return stored === events && accepted === events && peakMemory <= mostMemory && failures.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
