import { bytes, duration } from '../../../scripts/text/words';
import { type Run } from './run';
import { hasMoved, ratiosOf, spreadOf, type Spread } from '../statistics';

/** Runs of one process, and those of what it is compared with, round by round. */
export interface Measured {
  readonly name: string;
  readonly runs: readonly Run[];
  readonly limit?: { readonly name: string; readonly runs: readonly Run[] };
  readonly against?: { readonly name: string; readonly runs: readonly Run[] };
}

export const HEADER = ['', 'wall', 'CPU', 'memory'];

const FIGURES = { wall: duration, cpu: duration, memory: bytes } as const;
const WHICH = ['wall', 'cpu', 'memory'] as const;

/** Rows of the table: the figure, and below it each that it is beside, with the ratio to it. */
export function rowsOf({ name, runs, limit, against }: Measured): string[][] {
  const own = (of: readonly Run[]) => WHICH.map((which) => cell(spreadOf(of.map((run) => run[which])), FIGURES[which]));
  const ratio = (others: readonly Run[], isCommit: boolean) =>
    WHICH.map((which) => {
      const [mine, theirs] = [runs, others].map((all) => all.map((run) => run[which])) as [number[], number[]];
      const text = cell(ratiosOf(mine, theirs), (times) => `${times.toFixed(2)}x`);
      return isCommit && hasMoved(mine, theirs) ? `${text} moved` : text;
    });
  const beside = [
    ...(limit ? [{ ...limit, isCommit: false }] : []),
    ...(against ? [{ ...against, isCommit: true }] : []),
  ].flatMap((other) => [
    [`  ${other.name}`, ...own(other.runs)],
    [`  ${name} to ${other.name}`, ...ratio(other.runs, other.isCommit)],
  ]);
  return [[name, ...own(runs)], ...beside];
}

const cell = ({ least, median, most }: Spread, write: (figure: number) => string) =>
  `${write(median)} (${write(least)}–${write(most)})`;
