import { writeFileSync } from 'node:fs';
import { readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { userPath } from '../../scripts/files/user-path';
import { counted } from '../../scripts/text/words';
import { defaultEvents } from './generate';

const help = `Usage: npm run events -- --output FILE [--count N]

Writes the events that npm start generates, as a file that it reads again: the lab's four records, N events of October 2026
(default 10,000) and nine tenths as many of September, one JSON object a line, with senders' mistakes. The same N, the same file.
`;

/** `npm run events`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const known = {
    output: { type: 'string' },
    count: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { output, count = '10000', help: wanted = false } = readOptions(args, known, 'npm run events');
  if (wanted) {
    process.stdout.write(help);
    return 0;
  }
  if (!output) throw new UserError('--output is missing: give the file to write.');
  if (!/^[1-9]\d{0,6}$/.test(count)) throw new UserError(`--count ${count}: give a whole number from 1 to 9999999.`);
  const events = defaultEvents({ count: Number(count), preceding: Math.floor(Number(count) * 0.9) });
  const file = userPath(output);
  try {
    writeFileSync(file, Array.from(events, ({ data }) => `${data}\n`).join(''));
  } catch (error) {
    throw new UserError(`--output ${output} can't be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  process.stdout.write(`${counted(events.length, 'event')} in ${output}\n`);
  return 0;
}
