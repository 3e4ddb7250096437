import { written } from './scale';

/** Bands of one width, side by side over 100: paddings are parts of a band and the gap after it. */
export interface Bands {
  width: number;
  left: (index: number) => number;
}

export function bandsOf(count: number, { between = 0, outside = 0 } = {}): Bands {
  const step = 100 / Math.max(1, count - between + 2 * outside);
  return { width: step * (1 - between), left: (index) => step * (outside + index) };
}

type Point = readonly [x: number, y: number];

/** A path of straight lines. */
export const curve = (points: readonly Point[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${written(x)},${written(y)}`).join('');

/** What lies between such a path and a line across. */
export const surface = (points: readonly Point[], baseline: number): string =>
  `${curve([...points, ...points.map(([x]): Point => [x, baseline]).reverse()])}Z`;
