import { StateFailure } from '../failure';
import { type Strand } from '../strand';

/**
 * Runs strands beside each other, at most `most` at once, within the one that waits for them. When one fails the others
 * are ended.
 * @param aborted tells of one that was begun and is not over; called for all of them, in order, before the failure goes on
 */
export async function runChildren<T>(
  parent: Strand,
  count: number,
  most: number,
  begin: (index: number) => { readonly strand: Strand; readonly work: () => Promise<T> },
  aborted: (index: number, strand: Strand, isFailed: boolean) => void,
): Promise<T[]> {
  const { pace } = parent.run;
  const results: T[] = [];
  const running = new Map<number, Strand>();
  let started = 0;
  let done = 0;
  if (count === 0) return results;
  const over = new Promise<T[]>((resolve, reject) => {
    const startNext = (): void => {
      const index = started++;
      const { strand, work } = begin(index);
      running.set(index, strand);
      pace.begin();
      void work()
        .then(
          (result) => {
            results[index] = result;
            running.delete(index);
            parent.joined(strand);
            parent.last = strand.last;
            if (++done === count) resolve(results);
            // One that ended at the same moment begins no other.
            else if (started < count && !parent.isEnded) startNext();
          },
          (error: unknown) => {
            if (!running.has(index)) return;
            // The first that fails takes the others with it.
            if (error instanceof StateFailure) {
              parent.last = strand.last;
              for (const [at, one] of [...running].sort(([a], [b]) => a - b)) aborted(at, one, at === index);
            }
            for (const one of running.values()) {
              parent.joined(one);
              one.end();
            }
            running.clear();
            reject(error as Error);
          },
        )
        .finally(() => pace.end());
    };
    while (started < Math.min(count, most)) startNext();
  });
  return pace.without(() => parent.until(over));
}
