import fc from 'fast-check';
import { UserError } from '../../scripts/user-error';
import { worlds, wrongDecision } from '../iam/decision-oracle';
import { disagreement, pairs } from './brute-force';

/** Pairs in one go, between two lines of progress. */
const BATCH = 20_000;
const POLICIES = pairs({ wider: 3, narrower: 2 });

/**
 * `npm run fuzz [-- PAIRS [SEED]]`: compares random pairs of policies by automata and by trying every request, 1,000,000
 * pairs unless told otherwise, and for every fourth a random decision (set operators, NotPrincipal, sessions, boundaries)
 * with what AWS's pages say, and ends at the first disagreement, made small. The seed repeats a run.
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
    const decisions = fc.property(worlds, (world) => {
      const wrong = wrongDecision(world);
      if (wrong !== undefined) throw new Error(wrong);
    });
    const options = { numRuns, seed: seed + done };
    for (const result of [fc.check(property, options), fc.check(decisions, { ...options, numRuns: numRuns / 4 })]) {
      if (!result.failed) continue;
      console.error(`Disagreement after ${seconds()} s:\n${fc.defaultReportMessage(result as never) ?? ''}`);
      return 1;
    }
    done += numRuns;
    console.log(`${done} pairs and ${done / 4} decisions, no disagreement, ${seconds()} s`);
  }
  return 0;
}
