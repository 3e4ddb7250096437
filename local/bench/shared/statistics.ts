export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** Of an even number, the median is the mean of the two in the middle. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const half = (sorted.length - 1) / 2;
  return { least: at(0), median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2, most: at(sorted.length - 1) };
}

/** Pair by pair: what slowed a round slowed both. */
export const ratiosOf = (own: readonly number[], other: readonly number[]): Spread =>
  spreadOf(own.map((figure, round) => figure / (other[round] ?? NaN)));

/** Whether medians differ by more than either's spread, and no run of one is among those of the other: one run has no spread. */
export function hasMoved(own: readonly number[], other: readonly number[]): boolean {
  const [a, b] = [spreadOf(own), spreadOf(other)];
  const apart = a.least > b.most || a.most < b.least;
  const spread = Math.max(a.most - a.least, b.most - b.least);
  return Math.min(own.length, other.length) > 1 && apart && Math.abs(a.median - b.median) > spread;
}
