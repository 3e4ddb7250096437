import fc from '../../../scripts/jest/properties';
import type { BranchLiteral, MachineLiteral } from '../written/literal';
import { ARNS, machineLiteral } from '../promises/machines.test-support';
import { render } from './render';
import { checkEveryRender } from './render-check';
import { stateMachine } from '../state-machine';
import { problemsIn } from './validate-definition';

// asl-validator takes 0.2 s and more for a definition of any size: here many are validated at once, as the branches of a
// Parallel state, in place of each by itself. `compile.test.ts` has the compiler check machines of the same kind.
checkEveryRender(() => undefined);

const BRANCHES = 12;

it('any machine that type-checks renders to JSON that both validators accept', () => {
  const many = fc.tuple(...Array.from({ length: BRANCHES }, (_, n) => machineLiteral(`${n}-`)));
  fc.assert(
    fc.property(many, ([first, ...others]) => {
      const { definition } = render(stateMachine<unknown>()(together(first as BranchLiteral, others)), ARNS);
      expect(problemsIn(definition)).toEqual([]);
    }),
    { numRuns: 2, endOnFailure: true },
  );
});

const together = (first: BranchLiteral, others: readonly BranchLiteral[]): MachineLiteral => ({
  startAt: 'All',
  states: { All: { type: 'Parallel', branches: [first, ...others], end: true } },
});
