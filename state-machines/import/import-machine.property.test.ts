import { ARNS, machineLiteral } from '../language/promises/machines.test-support';
import { render } from '../language/rendered/render';
import { stateMachine } from '../language/state-machine';
import fc from '../../scripts/jest/properties';
import { importMachine } from './import-machine';

it('imports whatever the builder renders: it comes back equal, and none of its tasks untyped', () => {
  fc.assert(
    fc.property(machineLiteral(''), (literal) => {
      const { definition } = render(stateMachine<unknown>()(literal), ARNS);
      // Refused unless it is rendered as it was.
      expect(importMachine({ ...definition }, () => true).untypedTasks).toBe(0);
    }),
    { numRuns: 50, endOnFailure: true },
  );
});
