import { readOptions } from '../../scripts/text/read-options';
import { wholeNumber } from '../../scripts/text/whole-number';
import { UserError } from '../../scripts/user-error';
import { FIGURES } from './figures/all';

const NAMES = FIGURES.join(',');

export const help = `Usage: npm run bench -- [options]

What commands, events and requests take, in one table: wall time, CPU time and memory of all processes that do it, each
beside the least that any program takes that does the same. Medians (least–most) of runs in turns. On Linux.

  --only LIST       some of ${NAMES} (default: all)
  --runs N          how often each is run, after once that does not count (5)
  --against COMMIT  beside another commit, too; "moved" where a figure differs by more than its spread
  --output FILE     with --against: writes what moved there, as Markdown; writes nothing where nothing did
  --events N        that are sent and reported on (100000)
  --executions N    of a small machine (1000)
  --help            this text
`;

const known = {
  only: { type: 'string' },
  runs: { type: 'string' },
  against: { type: 'string' },
  output: { type: 'string' },
  events: { type: 'string' },
  executions: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Options {
  readonly wanted: readonly string[];
  readonly runs: number;
  readonly events: number;
  readonly executions: number;
  readonly against?: string;
  readonly output?: string;
}

/** Undefined when help is asked for. @throws UserError naming option, value and remedy, with the usage */
export function parseOptions(args: readonly string[]): Options | undefined {
  try {
    const given = readOptions(args, known, 'npm run bench');
    if (given.help) return undefined;
    const { only = NAMES, against, output } = given;
    const names = only.split(',');
    const unknown = names.filter((one) => !FIGURES.includes(one));
    if (unknown.length > 0)
      throw new UserError(
        `--only ${only}: no figure is ${unknown.map((one) => `"${one}"`).join(' or ')}. There are ${NAMES}.`,
      );
    if (output !== undefined && against === undefined)
      throw new UserError(`--output ${output} says what moved: give --against COMMIT as well.`);
    return {
      wanted: FIGURES.filter((name) => names.includes(name)),
      runs: wholeNumber('runs', given.runs ?? '5', { example: 5 }),
      // Fewer are not a month of thirty-one days.
      events: wholeNumber('events', given.events ?? '100000', { least: 100, example: 100_000 }),
      executions: wholeNumber('executions', given.executions ?? '1000', { example: 1000 }),
      ...(against === undefined ? {} : { against }),
      ...(output === undefined ? {} : { output }),
    };
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message}\n\n${help}`) : error;
  }
}
