import { readOptions } from '../../../scripts/text/read-options';
import { wholeNumber } from '../../../scripts/text/whole-number';
import { UserError } from '../../../scripts/user-error';
import { type Figure } from './figure';
import { FIGURES } from './figures/all';

const NAMES = FIGURES.map(({ name }) => name).join(',');

export const help = `Usage: npm run bench:commands -- [options]

Measures whole commands beside the least that each could take, in turns: wall time, CPU time and memory of all their
processes, as median (least–most). Memory that processes share, as Node's own code, is each one's in part. On Linux.

  --only LIST       some of ${NAMES} (default: all)
  --runs N          how often each is run, after once that does not count (5)
  --against COMMIT  the same of another commit, in turns; "moved" where the ranges do not overlap
  --help            this text
`;

const known = {
  only: { type: 'string' },
  runs: { type: 'string' },
  against: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Options {
  readonly figures: readonly Figure[];
  readonly runs: number;
  readonly against?: string;
}

/** Undefined when help is asked for. @throws UserError naming option, value and remedy, with the usage */
export function parseOptions(args: readonly string[]): Options | undefined {
  try {
    const { only = NAMES, runs = '5', against, help: wantsHelp } = readOptions(args, known, 'npm run bench:commands');
    if (wantsHelp) return undefined;
    const names = only.split(',');
    const unknown = names.filter((one) => !FIGURES.some(({ name }) => name === one));
    if (unknown.length > 0)
      throw new UserError(
        `--only ${only}: no figure is ${unknown.map((one) => `"${one}"`).join(' or ')}. There are ${NAMES}.`,
      );
    const figures = FIGURES.filter(({ name }) => names.includes(name));
    return { figures, runs: wholeNumber('runs', runs, { example: 5 }), ...(against === undefined ? {} : { against }) };
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message}\n\n${help}`) : error;
  }
}
