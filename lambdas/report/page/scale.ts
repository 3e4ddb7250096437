/** Coordinates are written with two decimals: a hundredth of a pixel is not seen. */
export const written = (coordinate: number): string => String(Math.round(coordinate * 100) / 100);

/**
 * Where the grid lines of a chart of counts stand: from 0 to at least `most`, at most five, whole and round numbers.
 */
export function wholeTicks(most: number): number[] {
  const step = steps(most).find((one) => Math.ceil(most / one) <= 4) ?? most;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

/** 1, 2, 5, 10, 20, … up to the first that is large enough. */
const steps = (most: number): number[] =>
  Array.from({ length: Math.ceil(Math.log10(Math.max(1, most))) + 1 }, (_, power) => 10 ** power).flatMap((ten) => [
    ten,
    2 * ten,
    5 * ten,
  ]);
