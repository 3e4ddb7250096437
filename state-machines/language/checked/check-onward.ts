import type { CheckedTarget } from './check-target';
import type { Fault } from './fault';
import type { AnyGraph } from './graph';
import type { OutputGiven, PayloadAt } from './payload';

/** A fault at `type` when a state that goes on has neither `next` nor `end`, or both. */
export type CheckedOnward<State> = State extends { type: infer Kind extends GoesOn }
  ? State extends { next: unknown }
    ? State extends { end: unknown }
      ? Fault<`A ${Kind} state goes on (next) or ends (end: true), not both`>
      : unknown
    : State extends { end: unknown }
      ? unknown
      : Fault<`A ${Kind} state goes on (next) or ends (end: true)`>
  : unknown;

type GoesOn = 'Task' | 'Pass' | 'Wait' | 'Parallel' | 'Map';

/** A fault at `next` when it names no state, or when the state would hand on something else on each round of a loop. */
export type CheckedNext<G extends AnyGraph, States, Name extends keyof States, Target> = CheckedTarget<
  States,
  Target,
  'next'
> &
  (Depends<States[Name]> extends true ? CheckedRounds<G, States[Name], Name, Target> : unknown);

type CheckedRounds<G extends AnyGraph, State, Name, Target> = [OutputGiven<G, Name, State, never>] extends [
  PayloadAt<G, Target>,
]
  ? unknown
  : Fault<`State '${Name & string}': the payload's type would change on each round of its loop`>;

/**
 * Whether what a state hands on is made of what it got, otherwise than by a `resultPath`, whose own check sees to it.
 * Only such a state can change the payload's type anew on each round.
 */
type Depends<State> = State extends { outputPath: string } | { inputPath: string } | { output: unknown }
  ? true
  : State extends { resultPath: unknown } | { result: unknown } | { run: unknown }
    ? false
    : State extends { type: 'Pass'; parameters: unknown } | { type: 'Parallel' | 'Map' }
      ? true
      : false;
