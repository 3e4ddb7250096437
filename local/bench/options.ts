import { readOptions } from '../../scripts/text/read-options';
import { wholeNumber } from '../../scripts/text/whole-number';
import { UserError } from '../../scripts/user-error';
import { FIGURES } from './figures/all';
import { AXES } from './growth/axes';

const GROWING = Object.keys(AXES);

/** As they are given, on two lines. */
const inTwo = (names: readonly string[]): string => {
  const half = Math.ceil(names.length / 2);
  return `${names.slice(0, half).join(',')},\n                    ${names.slice(half).join(',')}`;
};

export const help = `Usage: npm run bench -- [options]

What commands, events and requests take, in one table: wall time, CPU time and memory of all processes that do it, each
beside the least that any program takes that does the same. Medians (least–most) of runs in turns. On Linux.

  --only LIST       some of ${inTwo(FIGURES)} (default: all)
  --runs N          how often each is run, after once that does not count (5)
  --peers           beside cdktf synth, Checkov, parliament and moto, too, as local/bench/peers pins them: they are installed in
                    node_modules/.cache, which takes minutes and a gigabyte, and Python 3.11
  --against COMMIT  beside another commit, too; "moved" where a figure differs by more than its spread
  --output FILE     with --against: writes what moved there, as Markdown; writes nothing where nothing did
  --within MINUTES  begins to measure nothing more after that: what is left out is told
  --events N        that are sent and reported on (100000)
  --executions N    of a small machine (1000)
  --write           writes the table into docs/performance.md as well
  --help            this text

  --growth          instead: what ten times as much of each takes, and ten times that; exit code 1 where it is worse than
                    linear; with --only ${GROWING.join(',')};
                    --runs (3) and --write, which also draws it
`;

const known = {
  only: { type: 'string' },
  runs: { type: 'string' },
  peers: { type: 'boolean' },
  against: { type: 'string' },
  output: { type: 'string' },
  within: { type: 'string' },
  events: { type: 'string' },
  executions: { type: 'string' },
  growth: { type: 'boolean' },
  write: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Options {
  /** What is measured: figures or, with `growth`, what grows. */
  readonly wanted: readonly string[];
  readonly growth: boolean;
  readonly runs: number;
  readonly events: number;
  readonly executions: number;
  readonly peers: boolean;
  readonly against?: string;
  readonly output?: string;
  /** Minutes. */
  readonly within?: number;
  readonly write: boolean;
}

/** Undefined when help is asked for. @throws UserError naming option, value and remedy, with the usage */
export function parseOptions(args: readonly string[]): Options | undefined {
  try {
    const given = readOptions(args, known, 'npm run bench');
    if (given.help) return undefined;
    const { only, against, output, within, growth = false, peers = false, write = false } = given;
    const idle = (['peers', 'against', 'output', 'within', 'events', 'executions'] as const).find(
      (name) => growth && given[name],
    );
    if (idle !== undefined) throw new UserError(`--${idle} is nothing that --growth looks at: leave one of them out.`);
    if (write && only !== undefined) throw new UserError(`--write writes all of it: leave out --only ${only}.`);
    if (output !== undefined && against === undefined)
      throw new UserError(`--output ${output} says what moved: give --against COMMIT as well.`);
    return {
      wanted: chosen(only, growth ? GROWING : FIGURES),
      growth,
      runs: wholeNumber('runs', given.runs ?? (growth ? '3' : '5'), { example: 5 }),
      // Fewer are not a month of thirty-one days.
      events: wholeNumber('events', given.events ?? '100000', { least: 100, example: 100_000 }),
      executions: wholeNumber('executions', given.executions ?? '1000', { example: 1000 }),
      peers,
      ...(against === undefined ? {} : { against }),
      ...(output === undefined ? {} : { output }),
      ...(within === undefined ? {} : { within: wholeNumber('within', within, { example: 6 }) }),
      write,
    };
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message}\n\n${help}`) : error;
  }
}

/** Of those that there are, in their order. */
function chosen(only: string | undefined, all: readonly string[]): string[] {
  const names = only?.split(',') ?? all;
  const unknown = names.filter((one) => !all.includes(one)).map((one) => `"${one}"`);
  if (unknown.length > 0)
    throw new UserError(`--only ${only}: no figure is ${unknown.join(' or ')}. There are ${all.join(',')}.`);
  return all.filter((name) => names.includes(name));
}
