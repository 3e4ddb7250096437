import type { BranchLiteral, StateLiteral } from './literal';

/**
 * Visits every state, with its name and the machine that it stands in: those of branches and processors too. A machine
 * that a program made may be none, and is walked as far as it is one.
 */
export function eachState(
  machine: BranchLiteral,
  visit: (state: StateLiteral, name: string, machine: BranchLiteral) => void,
): void {
  for (const [name, state] of Object.entries(isObject(machine) && isObject(machine.states) ? machine.states : {})) {
    visit(state, name, machine);
    for (const inner of innerMachines(state)) eachState(inner, visit);
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const listed = <Item>(value: readonly Item[] | undefined): readonly Item[] =>
  Array.isArray(value) ? (value as readonly Item[]).filter(isObject) : [];

/** The machines within a state. */
export function innerMachines(state: StateLiteral): readonly BranchLiteral[] {
  if (!isObject(state)) return [];
  if (state.type === 'Parallel') return listed(state.branches);
  return state.type === 'Map' ? listed([state.itemProcessor]) : [];
}

/** The names of the states that a state leads to. */
export function leadsTo(state: StateLiteral): string[] {
  if (!isObject(state)) return [];
  const names = [
    ...('next' in state ? [state.next] : []),
    ...(state.type === 'Choice' ? [...listed(state.choices).map(({ next }) => next), state.default] : []),
    ...('catch' in state ? listed(state.catch).map(({ next }) => next) : []),
  ];
  return names.filter((name) => name !== undefined && name !== null);
}

/** Whether a state ends its machine. */
export const ends = (state: StateLiteral): boolean =>
  isObject(state) && (state.type === 'Succeed' || state.type === 'Fail' || ('end' in state && state.end === true));
