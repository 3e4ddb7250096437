import { parseArgs } from 'node:util';
import { UserError } from '../../scripts/user-error';

export const help = `Usage: npm run bench -- [options]

Measures the local run beside DuckDB alone: ingest, one month's report, peak memory; and what partitions save.

  --events LIST   sizes, as 10000,100000 (default: 10000,100000,1000000,10000000; the last takes minutes)
  --help          this text
`;

/** The sizes to measure; undefined when help is asked for. @throws UserError naming option, value and remedy */
export function parseSizes(args: readonly string[]): number[] | undefined {
  const { events = '10000,100000,1000000,10000000', help: wantsHelp } = read(args);
  if (wantsHelp) return undefined;
  return events.split(',').map((text) => {
    const size = Number(text);
    if (!Number.isInteger(size) || size < 100 || size > 100_000_000 || text.trim() === '') {
      throw new UserError(
        `--events ${events}: "${text}" is no size. Give whole numbers from 100 to 100000000, as 10000,100000.`,
      );
    }
    return size;
  });
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { events: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UserError(`${message.split('. ')[0]}.\n\n${help}`);
  }
}
