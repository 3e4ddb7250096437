import { counted } from '../../../scripts/text/words';
import { amountsOf } from '../table/rows';
import { type Run } from '../shared/run';
import { spreadOf } from '../shared/statistics';

/** What became of one figure as something grew. */
export interface Grown {
  /** `ingest` */
  readonly told: string;
  /** One of what grows: `event` */
  readonly of: string;
  readonly streams: boolean;
  /** From the smallest on. */
  readonly sizes: readonly { readonly size: number; readonly runs: readonly Run[] }[];
}

/** Medians, as times of the smallest's; undefined where a run doesn't tell. */
export function timesOf({ sizes }: Grown, amount: 'cpu' | 'memory'): number[] | undefined {
  const medians = sizes.flatMap(({ runs }) => {
    const amounts = amountsOf(runs, amount);
    return amounts ? [spreadOf(amounts).median] : [];
  });
  const [first = NaN] = medians;
  return medians.length === sizes.length ? medians.map((median) => median / first) : undefined;
}

/** In sentences: what takes, in every run, more times the CPU than there is more of what it is of. */
export const steepOf = (grown: readonly Grown[]): string[] =>
  grown.flatMap(({ told, of, sizes }) =>
    sizes.slice(1).flatMap((large, at) => {
      const small = sizes[at];
      const [most, least] = [small && amountsOf(small.runs, 'cpu'), amountsOf(large.runs, 'cpu')];
      if (!small || !most || !least) return [];
      const factor = large.size / small.size;
      const times = spreadOf(least).least / spreadOf(most).most;
      if (times <= factor) return [];
      const from = `from ${counted(small.size, of)} to ${counted(large.size, of)}`;
      return [`Worse than linear: ${told} takes at least ${times.toFixed(1)} times the CPU ${from}.`];
    }),
  );

/** In sentences: how much more memory that takes which works on a part at a time. */
export const heldOf = (grown: readonly Grown[]): string[] =>
  grown.flatMap((one) => {
    const { told, of, streams, sizes } = one;
    const [times, first, last] = [timesOf(one, 'memory')?.at(-1), sizes[0], sizes.at(-1)];
    if (!streams || times === undefined || !first || !last) return [];
    return [
      `Memory of ${told}, which streams: ${times.toFixed(2)} times from ${counted(first.size, of)} to ${counted(last.size, of)}.`,
    ];
  });
