import fc from '../../scripts/jest/properties';
import { disagreement, pairs } from './brute-force';

// `.ci/campaigns` tries 20,000 larger ones: npm run fuzz.
test('agrees with trying every request, for 1,000 pairs of policies', () => {
  fc.assert(
    fc.property(pairs({ wider: 2, narrower: 1 }), ([wider, narrower]) => {
      const wrong = disagreement(wider, narrower);
      if (wrong !== undefined) throw new Error(wrong);
    }),
    { numRuns: 1_000 },
  );
});
