import fc from 'fast-check';
import { UserError } from '../../scripts/user-error';
import { disagreement, pairs } from './brute-force';

/** Pairs in one go, between two lines of progress. */
const BATCH = 20_000;
const POLICIES = pairs({ wider: 3, narrower: 2 });

/**
 * `npm run fuzz [-- PAIRS [SEED]]`: compares random pairs of policies by automata and by trying every request, 1,000,000
 * pairs unless told otherwise, and ends at the first disagreement, made small. The seed repeats a run.
 */
export async function main([count = '1000000', seedText]: readonly string[]): Promise<number> {
  const total = Number(count);
  const seed = Number(seedText ?? Date.now() % 2 ** 31);
  if (!Number.isSafeInteger(total) || total < 1 || !Number.isSafeInteger(seed)) {
    throw new UserError('Usage: npm run fuzz [-- PAIRS [SEED]], both whole numbers, such as 1000000 and 1.');
  }
  const started = performance.now();
  const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${total} pairs of policies, seed ${seed}`);
  for (let done = 0; done < total;) {
    const numRuns = Math.min(BATCH, total - done);
    const property = fc.property(POLICIES, ([wider, narrower]) => {
      const wrong = disagreement(wider, narrower);
      if (wrong !== undefined) throw new Error(wrong);
    });
    const result = fc.check(property, { numRuns, seed: seed + done });
    if (result.failed) {
      console.error(`Disagreement after ${seconds()} s:\n${fc.defaultReportMessage(result) ?? ''}`);
      return 1;
    }
    done += numRuns;
    console.log(`${done} pairs, no disagreement, ${seconds()} s`);
  }
  return 0;
}
