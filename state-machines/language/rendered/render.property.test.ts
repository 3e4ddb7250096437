import fc from '../../../scripts/jest/properties';
import { ARNS, machineLiteral } from '../promises/machines.test-support';
import { render } from './render';
import { checkEveryRender } from './render-check';
import { stateMachine } from '../state-machine';
import { problemsIn } from './validate-definition';

// `compile.test.ts` has the compiler check machines of the same kind. What was found valid before is looked at anew.
checkEveryRender(() => undefined);

it('any machine that type-checks renders to JSON that both validators accept', () => {
  fc.assert(
    fc.property(machineLiteral(''), (literal) => {
      const { definition } = render(stateMachine<unknown>()(literal), ARNS);
      expect(problemsIn(definition)).toEqual([]);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
