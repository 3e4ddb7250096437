import fc from '../../scripts/jest/properties';
import { worlds, wrongDecision } from './decision-oracle';

// `.ci/campaigns` tries 5,000 others: npm run fuzz.
test('decides 1,000 random requests as AWS’s pages do: set operators, NotPrincipal, sessions and boundaries', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const wrong = wrongDecision(world);
      if (wrong !== undefined) throw new Error(wrong);
    }),
    { numRuns: 1_000 },
  );
});
