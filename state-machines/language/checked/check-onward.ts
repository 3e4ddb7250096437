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
  (Depends<G, States[Name]> extends true
    ? CheckedRounds<G, Name, Target, OutputGiven<G, Name, States[Name], never>>
    : unknown);

/** A fault when what is handed on, on any round, is not what the target was said to get. */
export type CheckedRounds<G extends AnyGraph, Name, Target, Given> = [Given] extends [PayloadAt<G, Target>]
  ? unknown
  : Fault<`State '${Name & string}': the payload's type would change on each round of its loop`>;

/**
 * Whether what a state hands on is made of what it got, otherwise than by a `resultPath`, whose own check sees to it, or of
 * variables. Only such a state can change the payload's type anew on each round.
 */
type Depends<G extends AnyGraph, State> = State extends
  | { outputPath: string }
  | { inputPath: string }
  | { output: unknown }
  | (G['assigns'] extends true ? { resultSelector: unknown } : never)
  ? true
  : State extends { resultPath: unknown } | { result: unknown } | { run: unknown }
    ? false
    : State extends { type: 'Pass'; parameters: unknown } | { type: 'Parallel' | 'Map' }
      ? true
      : false;
