import fc from 'fast-check';
import { disagreement, pair } from './brute-force';

test('agrees with trying every request, for 20,000 pairs of policies', () => {
  fc.assert(
    fc.property(pair, ([wider, narrower]) => {
      expect(disagreement(wider, narrower)).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
});
