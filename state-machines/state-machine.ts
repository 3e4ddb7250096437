import type { Checked } from './check';
import type { LambdaTask } from './lambda-task';
import type { MachineLiteral } from './literal';

declare const machineTypes: unique symbol;

/** A machine that the compiler has checked. `FunctionName`: the names of the functions that its Tasks run. */
export interface StateMachine<Input = unknown, FunctionName extends string = string> {
  readonly literal: MachineLiteral;
  readonly [machineTypes]?: { readonly input: Input; readonly functionName: FunctionName };
}

/** The names of the functions that a machine's Tasks run. */
export type FunctionNamesOf<Machine> = Machine extends StateMachine<unknown, infer Name> ? Name : never;

type NamesIn<Machine extends MachineLiteral> = Machine['states'][keyof Machine['states']] extends infer State
  ? State extends { run: LambdaTask<infer Name, unknown, unknown> }
    ? Name
    : never
  : never;

/**
 * A typed state machine: `stateMachine<Input>()({ startAt, states })`. These do not compile: a `next`, `catch` or
 * `default` that names no state; a state that nothing leads to, or from which no end can be reached; a path to a field
 * that is not in the payload there, however the payload got there; a payload that a Task's handler does not take; a
 * Choice on a value that its variable never has; a field that the language does not know (JSONata among them).
 * Only a literal can be checked: a machine whose states the compiler does not know by name passes unread.
 */
export const stateMachine =
  <Input>() =>
  <const Machine extends MachineLiteral>(
    machine: Machine & Checked<Input, Machine>,
  ): StateMachine<Input, NamesIn<Machine>> => ({ literal: machine });

/** The names of the functions that a machine's Tasks run, in the order of its states. */
export const functionNames = <FunctionName extends string>(
  machine: StateMachine<unknown, FunctionName>,
): FunctionName[] => {
  const names = Object.values(machine.literal.states).flatMap((state) =>
    state.type === 'Task' ? [state.run.functionName] : [],
  );
  return [...new Set(names)] as FunctionName[];
};
