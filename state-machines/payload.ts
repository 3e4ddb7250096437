import type { AnyGraph, Lookup } from './graph';
import type { OutputOf } from './lambda-task';
import type { Evaluate } from './path';

/** What a Catch hands on: https://states-language.net/spec.html#error-output */
export interface ErrorOutput {
  readonly Error: string;
  readonly Cause: string;
}

/**
 * The payload that a state gets: whatever can come, by any way, from the machine's input, a result or a caught error.
 * First all states that hand the same payload on unchanged are gathered (no state twice, so loops end), then what
 * flows into any of them is united: linear where a walk along each single way would double at each fork.
 *
 * `Stack` holds the states whose own payload is being worked out. One that is met again adds nothing: what it puts in
 * on the next round fits what it put in on the first, which `resultPath` and `parameters` are checked for.
 */
export type PayloadAt<G extends AnyGraph, Name, Stack = never> = PayloadOf<G, SamePayload<G, Name>, Stack>;

/** `Frontier`, and all states before it that pass their payload on to it. */
type SamePayload<G extends AnyGraph, Frontier, Seen = never> = [Frontier] extends [never]
  ? Seen
  : SamePayload<G, Exclude<Lookup<G['keepersBefore'], Frontier>, Seen | Frontier>, Seen | Frontier>;

type PayloadOf<G extends AnyGraph, Names, Stack> =
  | (G['startAt'] extends Names ? G['input'] : never)
  | OutputFrom<G, Lookup<G['makersBefore'], Names>, Stack>
  | CaughtFrom<G, Lookup<G['caughtBefore'], Names>, Names, Stack>;

/** What a state hands on: its result, or its payload with the result placed in it. */
export type OutputFrom<G extends AnyGraph, Name, Stack = never> = Name extends Stack
  ? never
  : Lookup<G['states'], Name> extends infer State
    ? State extends { resultPath: `$.${infer Field}` }
      ? PayloadAt<G, Name, Stack | Name> & { readonly [F in Field]: ResultOf<G, Name, Stack> }
      : ResultOf<G, Name, Stack>
    : never;

/** What a Task's handler or a Pass gives, before `resultPath` places it. */
export type ResultOf<G extends AnyGraph, Name, Stack = never> =
  Lookup<G['states'], Name> extends infer State
    ? State extends { run: infer Task }
      ? OutputOf<Task>
      : State extends { parameters: infer Template }
        ? Evaluate<PayloadAt<G, Name, Stack | Name>, G['context'], Template>
        : PayloadAt<G, Name, Stack | Name>
    : never;

/** What comes out of those Catch clauses of `Name` that lead to one of `Targets`. */
type CaughtFrom<G extends AnyGraph, Name, Targets, Stack> = Name extends Stack
  ? never
  : Lookup<G['states'], Name> extends { catch: readonly (infer Catcher)[] }
    ? Catcher extends { next: infer Next }
      ? Next extends Targets
        ? Catcher extends { resultPath: null }
          ? PayloadAt<G, Name, Stack | Name>
          : Catcher extends { resultPath: `$.${infer Field}` }
            ? PayloadAt<G, Name, Stack | Name> & { readonly [F in Field]: ErrorOutput }
            : ErrorOutput
        : never
      : never
    : never;
