import type { Checked } from './checked/check';
import { type RoleNames, rolesOf } from './written/credentials';
import type { MachineLiteral } from './written/literal';
import { type NameOf, namesOf } from './written/runnable';
import { eachState } from './written/walk';

declare const machineTypes: unique symbol;

/** A machine that the compiler has checked. `ResourceName`: the names of the resources that it uses. */
export interface StateMachine<Input = unknown, ResourceName extends string = string> {
  readonly literal: MachineLiteral;
  readonly [machineTypes]?: { readonly input: Input; readonly resourceName: ResourceName };
}

/** The name under which a machine that runs a distributed Map is handed its own ARN. */
export const SELF = 'self';

type NamesIn<Machine> = Machine extends { states: infer States }
  ? string extends keyof States
    ? string
    : NamesOf<States[keyof States]>
  : never;

type NamesOf<State> = State extends { run: infer Task }
  ? NameOf<Task> | RoleNames<State>
  : State extends { branches: readonly (infer Branch)[] }
    ? NamesIn<Branch>
    : State extends { itemProcessor: infer Processor }
      ? NamesIn<Processor> | StorageOf<State> | (Processor extends Distributed ? typeof SELF : never)
      : never;

interface Distributed {
  readonly processorConfig: { readonly mode: 'DISTRIBUTED' };
}

type StorageOf<State> =
  | (State extends { itemReader: { read: { bucketName: infer Name } } } ? Name & string : never)
  | (State extends { resultWriter: { write: { bucketName: infer Name } } } ? Name & string : never);

/**
 * A typed state machine: `stateMachine<Input>()({ startAt, states })`. These do not compile: a `next`, `catch` or
 * `default` that names no state; a state that nothing leads to, or from which no end can be reached; a path to a field
 * that is not in the payload there, however the payload got there; a payload that a Task's handler does not take; a
 * Choice on a value that its variable never has; a field that the language does not know, or that only the other query language has.
 * Only a literal can be checked: a machine whose states the compiler does not know by name passes unread, and `render`
 * refuses what it can see without types.
 */
export const stateMachine =
  <Input>() =>
  <const Machine extends MachineLiteral>(
    machine: Machine & Checked<Input, Machine>,
  ): StateMachine<Input, NamesIn<Machine>> => ({ literal: machine });

/** The names of what a machine's Tasks run, and of the roles that they run as, in the order of its states. */
export function taskNames<ResourceName extends string>(machine: StateMachine<unknown, ResourceName>): ResourceName[] {
  const names = new Set<string>();
  eachState(machine.literal, (state) => {
    if (state.type !== 'Task') return;
    for (const name of [...namesOf(state.run), ...rolesOf(state.credentials)]) names.add(name);
  });
  names.delete('*');
  return [...names] as ResourceName[];
}
