import type { BranchLiteral, StateLiteral } from '../written/literal';
import { isFields } from '../../../scripts/text/is-fields';
import { innerMachines } from '../written/walk';
import { assigners } from './assigners';

/** https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
const name = /^\p{ID_Start}\p{ID_Continue}{0,79}$/u;

/**
 * Of variables, what AWS refuses and no way through the machine shows: names, and that a branch or a processor assigns one
 * which another state around it assigns, wherever that stands.
 */
export function variableProblems(machine: BranchLiteral, outer: ReadonlySet<string> = new Set()): string[] {
  return Object.entries(machine.states).flatMap(([state, literal]) => [
    ...assignedBy(literal).flatMap((variable) => [
      ...(name.test(variable) && variable !== 'states'
        ? []
        : [`state "${state}": assign: ${JSON.stringify(variable)} is no name of a variable`]),
      ...(outer.has(variable)
        ? [`state "${state}": assign: "${variable}" is a variable of the machine around it, which can be read only`]
        : []),
    ]),
    ...innerMachines(literal).flatMap((inner) => variableProblems(inner, around(machine, literal, outer))),
  ]);
}

/** What the machines within a state may not assign: its own variables come after them. */
function around({ states }: BranchLiteral, state: StateLiteral, outer: ReadonlySet<string>): Set<string> {
  const others = Object.values(states).filter((other) => other !== state);
  return new Set([...outer, ...others.flatMap(assignedBy)]);
}

/** The names of the variables that a state assigns by itself, by a rule or by a Catch. */
export const assignedBy = (state: StateLiteral): string[] => [
  ...new Set(assigners(state).flatMap(({ clause: { assign } }) => (isFields(assign) ? Object.keys(assign) : []))),
];
