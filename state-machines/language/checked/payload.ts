import type { TokenContext } from './context';
import type { Fault } from './fault';
import type { AnyGraph, Ends, Lookup } from './graph';
import type { BranchGraph, ProcessorGraph } from './nested';
import type { Reads } from './path';
import type { WrittenResults } from '../written/map-storage';
import type { OutputOf } from '../written/runnable';
import type { Evaluate } from './template';

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
 * `Stack` holds the states of loops whose own payload is being worked out. One that is met again adds nothing: what it
 * puts in on the next round fits what it put in on the first, which `next` and `resultPath` are checked for. A state that
 * is in no loop needs no stack, since none of those on it leads there: so that the compiler, which looks at states in the
 * order in which they stand, finds the payload before each known, and is not led down the whole chain.
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

/** What a state hands on. */
export type OutputFrom<G extends AnyGraph, Name, Stack = never> = Name extends Stack
  ? never
  : OutputGiven<G, Name, Lookup<G['states'], Name>, StackAt<G, Name, Stack>>;

type StackAt<G extends AnyGraph, Name, Stack> = Lookup<G['cyclic'], Name> extends true ? Stack | Name : never;

/** The same, of the payload that it gets when the states in `Stack` add nothing to it: `never` looks at every round. */
export type OutputGiven<G extends AnyGraph, Name, State, Stack> = State extends { outputPath: infer Path }
  ? Path extends null
    ? Record<never, never>
    : Exclude<Reads<PlacedResult<G, Name, State, Stack>, ContextAt<G, State>, Path>, Fault<string>>
  : PlacedResult<G, Name, State, Stack>;

/** The result beside the state's own input: what `resultPath` makes, and `outputPath` reads. */
export type PlacedResult<G extends AnyGraph, Name, State, Stack = never> = State extends { resultPath: infer Path }
  ? Path extends `$.${infer Fields}`
    ? PayloadAt<G, Name, Stack> & Place<Fields, ResultOf<G, Name, State, Stack>>
    : PayloadAt<G, Name, Stack>
  : ResultOf<G, Name, State, Stack>;

type Place<Fields extends string, Result> = Fields extends `${infer Field}.${infer Rest}`
  ? { readonly [F in Field]: Place<Rest, Result> }
  : { readonly [F in Fields]: Result };

/** What a state works on: its payload, or what `inputPath` takes of it. */
export type InputAt<G extends AnyGraph, Name, State, Stack = never> = State extends { inputPath: infer Path }
  ? Path extends null
    ? Record<never, never>
    : Exclude<Reads<PayloadAt<G, Name, Stack>, ContextAt<G, State>, Path>, Fault<string>>
  : PayloadAt<G, Name, Stack>;

/** What a state's work gives, before `resultPath` places it. */
export type ResultOf<G extends AnyGraph, Name, State, Stack = never> = State extends { resultSelector: infer Selector }
  ? Evaluate<WorkOf<G, Name, State, Stack>, ContextAt<G, State>, Selector>
  : WorkOf<G, Name, State, Stack>;

/** The same, before `resultSelector`. */
export type WorkOf<G extends AnyGraph, Name, State, Stack = never> = State extends { run: infer Task }
  ? OutputOf<Task>
  : State extends { branches: infer Branches }
    ? BranchOutputs<G, GivenAt<G, Name, State, Stack>, Branches>
    : State extends { itemProcessor: infer Processor }
      ? MapResult<G, InputAt<G, Name, State, Stack>, State, Processor>
      : State extends { result: infer Result }
        ? Written<Result>
        : GivenAt<G, Name, State, Stack>;

/** What a state hands to its task, its branches or its result: `parameters`, or what it works on. */
export type GivenAt<G extends AnyGraph, Name, State, Stack = never> = State extends { parameters: infer Template }
  ? Evaluate<InputAt<G, Name, State, Stack>, ContextAt<G, State>, Template>
  : InputAt<G, Name, State, Stack>;

/** A literal as a value: what is written today may be written otherwise tomorrow, but is read as what it is. */
type Written<Value> = Value extends object ? { -readonly [Field in keyof Value]: Written<Value[Field]> } : Value;

/** The context object in a state's fields. */
export type ContextAt<G extends AnyGraph, State> = State extends { run: { waitsForToken: true } }
  ? G['context'] & TokenContext
  : G['context'];

/** What comes out of those Catch clauses of `Name` that lead to one of `Targets`. */
type CaughtFrom<G extends AnyGraph, Name, Targets, Stack> = Name extends Stack
  ? never
  : Lookup<G['states'], Name> extends { catch: readonly (infer Catcher)[] }
    ? Catcher extends { next: infer Next }
      ? Next extends Targets
        ? Catcher extends { resultPath: null }
          ? PayloadAt<G, Name, StackAt<G, Name, Stack>>
          : Catcher extends { resultPath: `$.${infer Fields}` }
            ? PayloadAt<G, Name, StackAt<G, Name, Stack>> & Place<Fields, ErrorOutput>
            : ErrorOutput
        : never
      : never
    : never;

/** What a Parallel's branches give, in their order. */
export type BranchOutputs<G extends AnyGraph, Input, Branches> = {
  -readonly [Index in keyof Branches]: MachineOutput<BranchGraph<G, Input, Branches[Index]>>;
};

/** What a machine gives when it succeeds. */
export type MachineOutput<G extends AnyGraph> = {
  [Name in keyof G['states']]: G['states'][Name] extends { type: 'Fail' }
    ? never
    : Ends<G['states'][Name]> extends true
      ? OutputFrom<G, Name>
      : never;
}[keyof G['states']];

/** What a failed item leaves in the list, where failures are tolerated, AWS does not say: hence `unknown`. */
export type MapResult<G extends AnyGraph, MapInput, State, Processor> = State extends { resultWriter: unknown }
  ? WrittenResults
  : State extends Tolerant
    ? unknown[]
    : MachineOutput<ProcessorGraph<G, MapInput, State, Processor>>[];

type Tolerant =
  | { toleratedFailureCount: unknown }
  | { toleratedFailureCountPath: unknown }
  | { toleratedFailurePercentage: unknown }
  | { toleratedFailurePercentagePath: unknown };
