import { bytes, duration } from '../../../scripts/text/words';
import { type Beside, type Measured } from '../shared/measure';
import { type Run } from '../shared/run';
import { hasMoved, ratiosOf, spreadOf, type Spread } from '../shared/statistics';

export const HEADER = ['', 'wall', 'CPU', 'memory'];

/** What is told of a run, and how. */
export const AMOUNTS = { wall: duration, cpu: duration, memory: bytes } as const;
export type Amount = keyof typeof AMOUNTS;
export const ALL_AMOUNTS = Object.keys(AMOUNTS) as readonly Amount[];

/** Of all rounds; undefined where one does not tell. */
export function amountsOf(runs: readonly Run[], amount: Amount): readonly number[] | undefined {
  const told = runs.flatMap((run) => run[amount] ?? []);
  return told.length > 0 && told.length === runs.length ? told : undefined;
}

/** A figure, and below it how many times as much it takes as each that it stands beside: `3.20x (3.10x–3.40x) of 405 ms`. */
export function rowsOf({ name, runs, beside }: Measured): string[][] {
  const own = ALL_AMOUNTS.map((amount) => {
    const mine = amountsOf(runs, amount);
    return mine ? spreadIn(mine, AMOUNTS[amount]) : '–';
  });
  return [[name, ...own], ...beside.map((other) => [`  to ${other.name}`, ...ALL_AMOUNTS.map(ratio(runs, other))])];
}

const ratio =
  (runs: readonly Run[], { role, runs: others }: Beside) =>
  (amount: Amount): string => {
    const [mine, theirs] = [amountsOf(runs, amount), amountsOf(others, amount)];
    if (!mine || !theirs) return '–';
    const text = cell(ratiosOf(mine, theirs), (times) => `${times.toFixed(2)}x`);
    const of = `${text} of ${AMOUNTS[amount](spreadOf(theirs).median)}`;
    return role === 'there' && hasMoved(mine, theirs) ? `${of}, moved` : of;
  };

const cell = ({ least, median, most }: Spread, write: (figure: number) => string): string =>
  `${write(median)} (${write(least)}–${write(most)})`;

/** `1.4 s (1.3 s–1.6 s)` */
export const spreadIn = (figures: readonly number[], write: (figure: number) => string): string =>
  cell(spreadOf(figures), write);
