import type { Checked } from '../checked/check';
import type { MessagesIn } from '../checked/fault';
import { lambdaTask } from '../written/lambda-task';
import type { MachineLiteral } from '../written/literal';
import { stateMachine } from '../state-machine';

// What the tests of the builder's promises share. `tsc` is their judge (npm run check): each @ts-expect-error fails once
// its line compiles, and each `told` once the compiler would say something else.

export interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
interface Input {
  day: string;
  count: number;
  note?: string;
}
interface Query {
  id: string;
  state: 'RUNNING' | 'DONE' | 'LOST';
  size: number;
}
export const start = lambdaTask<Schema<{ day: string; limit: number }>, Schema<Query>>()('start');
export const poll = lambdaTask<Schema<{ id: string }>, Schema<Query>>()('poll');
export const forgetfulPoll = lambdaTask<Schema<{ id: string }>, Schema<Omit<Query, 'id'>>>()('forgetful-poll');
export const send = lambdaTask<
  Schema<{ id: string; owner: { name: string; run: number } }>,
  Schema<{ sent: boolean }>
>()('send');

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The call's argument type is `never` unless the machine draws exactly `Message`. */
export const told =
  <Message extends string>() =>
  <const Machine extends MachineLiteral>(
    _: Equal<MessagesIn<Checked<Input, Machine>>, Message> extends true ? Machine : never,
    machine: Machine,
  ) =>
    expect(Object.keys(machine.states)).not.toHaveLength(0);

export const machine = stateMachine<Input>();
export const Done = { type: 'Succeed' } as const;
export const startIt = { type: 'Task', run: start, parameters: { day: '$.day', limit: 10 } } as const;
