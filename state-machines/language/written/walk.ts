import type { BranchLiteral, StateLiteral } from './literal';

/** Visits every state, with its name and the machine that it stands in: those of branches and processors too. */
export function eachState(
  machine: BranchLiteral,
  visit: (state: StateLiteral, name: string, machine: BranchLiteral) => void,
): void {
  for (const [name, state] of Object.entries(machine.states)) {
    visit(state, name, machine);
    for (const inner of innerMachines(state)) eachState(inner, visit);
  }
}

/** The machines within a state. */
export function innerMachines(state: StateLiteral): readonly BranchLiteral[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' ? [state.itemProcessor] : [];
}

/** The names of the states that a state leads to. */
export function leadsTo(state: StateLiteral): string[] {
  return [
    ...('next' in state && state.next !== undefined ? [state.next] : []),
    ...(state.type === 'Choice' ? [...state.choices.map(({ next }) => next), state.default] : []),
    ...('catch' in state && state.catch !== undefined ? state.catch.map(({ next }) => next) : []),
  ];
}

/** Whether a state ends its machine. */
export const ends = (state: StateLiteral): boolean =>
  state.type === 'Succeed' || state.type === 'Fail' || ('end' in state && state.end === true);
