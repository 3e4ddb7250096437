import { partsOf } from '../../catalog/all';
import { type Stack } from '../../terraform/stack';
import { subjectOf } from '../pipeline/provider-calls/subject';
import { type Need } from './need';

const asked = partsOf('ofRole');

/**
 * What services ask of the roles that a stack's blocks name, as the catalogue has it (`ofRole`): of a function's role where
 * its failed events go. It follows from the stack, whether a run came by it or not.
 * @param types those of a service that stands them up; all when absent
 */
export const roleNeeds = (stack: Stack, types: readonly string[] = Object.keys(asked)): Need[] =>
  stack.blocks.flatMap((block): Need[] => {
    const ofRole = block.kind === 'resource' && types.includes(block.type) ? asked[block.type] : undefined;
    if (!ofRole) return [];
    const subject = subjectOf(block, stack);
    return ofRole.calls.flatMap(({ action, on, cite }): Need[] => {
      const resources = on(subject);
      if (resources.length === 0) return [];
      const principal = { kind: 'role', arn: ofRole.role(subject) } as const;
      return [{ principal, action, resources, via: ofRole.service, cite }];
    });
  });
