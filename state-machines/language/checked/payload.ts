import type { TokenContext } from './context';
import type { Fault } from './fault';
import type { AnyGraph, Ends, Lookup } from './graph';
import type { IsJsonata } from './jsonata/language';
import type { EvaluateJsonata } from './jsonata/template';
import type { BranchGraph, InContext, ProcessorGraph } from './nested';
import type { NoVariables, Reads, VariablesOf, WithVariables } from './path';
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
export type OutputGiven<G extends AnyGraph, Name, State, Stack> = State extends { output: infer Template }
  ? EvaluateJsonata<ResultStates<G, Name, State, Stack>, ContextAt<G, Name, State>, Template>
  : OutputOnPath<G, Name, State, Stack>;

type OutputOnPath<G extends AnyGraph, Name, State, Stack> = State extends { outputPath: infer Path }
  ? Path extends null
    ? Record<never, never>
    : Exclude<Reads<PlacedResult<G, Name, State, Stack>, ContextAt<G, Name, State>, Path>, Fault<string>>
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
    : Exclude<Reads<PayloadAt<G, Name, Stack>, ContextAt<G, Name, State>, Path>, Fault<string>>
  : PayloadAt<G, Name, Stack>;

/** What a state's work gives, before `resultPath` places it. */
export type ResultOf<G extends AnyGraph, Name, State, Stack = never> = State extends { resultSelector: infer Selector }
  ? Evaluate<WorkOf<G, Name, State, Stack>, ContextAt<G, Name, State>, Selector>
  : WorkOf<G, Name, State, Stack>;

/** The same, before `resultSelector`. */
export type WorkOf<G extends AnyGraph, Name, State, Stack = never> = State extends { run: infer Task }
  ? OutputOf<Task>
  : State extends { branches: infer Branches }
    ? BranchOutputs<Scope<G, Name>, GivenAt<G, Name, State, Stack>, Branches>
    : State extends { itemProcessor: infer Processor }
      ? MapResult<Scope<G, Name>, InputAt<G, Name, State, Stack>, State, Processor>
      : State extends { result: infer Result }
        ? Written<Result>
        : GivenAt<G, Name, State, Stack>;

/** What a state hands to its task, its branches or its result: `parameters`, or what it works on. */
export type GivenAt<G extends AnyGraph, Name, State, Stack = never> = State extends { parameters: infer Template }
  ? Evaluate<InputAt<G, Name, State, Stack>, ContextAt<G, Name, State>, Template>
  : State extends { arguments: infer Template }
    ? EvaluateJsonata<InputStates<G, Name, State, Stack>, ContextAt<G, Name, State>, Template>
    : InputAt<G, Name, State, Stack>;

/** `$states` before a state has done its work. */
export interface InputStates<G extends AnyGraph, Name, State, Stack = never> {
  readonly input: PayloadAt<G, Name, Stack>;
  readonly context: ContextAt<G, Name, State>;
}

/** The same after it. */
export type ResultStates<G extends AnyGraph, Name, State, Stack = never> = State extends {
  type: 'Task' | 'Map' | 'Parallel';
}
  ? {
      readonly input: PayloadAt<G, Name, Stack>;
      readonly context: ContextAt<G, Name, State>;
      readonly result: WorkOf<G, Name, State, Stack>;
    }
  : InputStates<G, Name, State, Stack>;

/** The same of a Catch. */
export interface ErrorStates<G extends AnyGraph, Name, State, Stack = never> {
  readonly input: PayloadAt<G, Name, Stack>;
  readonly context: ContextAt<G, Name, State>;
  readonly errorOutput: ErrorOutput;
}

/** A literal as a value: what is written today may be written otherwise tomorrow, but is read as what it is. */
type Written<Value> = Value extends object ? { -readonly [Field in keyof Value]: Written<Value[Field]> } : Value;

/** The context object in a state's fields, and the variables beside it. */
export type ContextAt<G extends AnyGraph, Name, State> = State extends { run: { waitsForToken: true } }
  ? Scope<G, Name>['context'] & TokenContext
  : Scope<G, Name>['context'];

/** What the machines within a state, and a Map's own fields, read beside their payload. */
export type Scope<G extends AnyGraph, Name> = G['assigns'] extends true
  ? { readonly context: Alone<G['context']> & WithVariables<VariablesAt<G, Name>>; readonly language: G['language'] }
  : G;

/** Without the variables of the machine around it: those here hold them. */
type Alone<Context> = { readonly [Field in keyof Context & string]: Context[Field] };

/**
 * The variables that a state can read, by each way that leads there: as of payloads, the states that leave them as they are
 * are gathered first. What a state in a loop assigns is refused, so that none of them depends on itself.
 */
export type VariablesAt<G extends AnyGraph, Name> = VariablesFrom<G, SameVariables<G, Name>>;

type SameVariables<G extends AnyGraph, Frontier, Seen = never> = [Frontier] extends [never]
  ? Seen
  : SameVariables<G, Exclude<Lookup<G['variableKeepersBefore'], Frontier>, Seen | Frontier>, Seen | Frontier>;

type VariablesFrom<G extends AnyGraph, Names> =
  | (G['startAt'] extends Names ? VariablesOf<G['context']> : never)
  | VariablesAfter<G, Lookup<G['assignersBefore'], Names>>;

type VariablesAfter<G extends AnyGraph, Name> = Name extends unknown
  ? Over<VariablesAt<G, Name>, Assigned<G, Name, Lookup<G['states'], Name>>>
  : never;

type Over<Variables, Assigned> = Variables extends unknown
  ? {
      readonly [Name in keyof Variables | keyof Assigned]: Name extends keyof Assigned
        ? Assigned[Name]
        : Name extends keyof Variables
          ? Variables[Name]
          : never;
    }
  : never;

/** Of the result of its work, before `resultSelector`: https://states-language.net/spec.html#using-assign-1 */
type Assigned<G extends AnyGraph, Name, State> = State extends { assign: infer Template }
  ? Lookup<G['cyclic'], Name> extends true
    ? never
    : IsJsonata<G, State> extends true
      ? EvaluateJsonata<ResultStates<G, Name, State>, ContextAt<G, Name, State>, Template>
      : Evaluate<WorkOf<G, Name, State>, ContextAt<G, Name, State>, Template>
  : NoVariables;

/** What comes out of those Catch clauses of `Name` that lead to one of `Targets`. */
type CaughtFrom<G extends AnyGraph, Name, Targets, Stack> = Name extends Stack
  ? never
  : Lookup<G['states'], Name> extends { catch: readonly (infer Catcher)[] }
    ? Catcher extends { next: infer Next }
      ? Next extends Targets
        ? Catcher extends { output: infer Template }
          ? CaughtOutput<G, Name, Lookup<G['states'], Name>, StackAt<G, Name, Stack>, Template>
          : Catcher extends { resultPath: null }
            ? PayloadAt<G, Name, StackAt<G, Name, Stack>>
            : Catcher extends { resultPath: `$.${infer Fields}` }
              ? PayloadAt<G, Name, StackAt<G, Name, Stack>> & Place<Fields, ErrorOutput>
              : ErrorOutput
        : never
      : never
    : never;

type CaughtOutput<G extends AnyGraph, Name, State, Stack, Template> = EvaluateJsonata<
  ErrorStates<G, Name, State, Stack>,
  ContextAt<G, Name, State>,
  Template
>;

/** What a Parallel's branches give, in their order. */
export type BranchOutputs<G extends InContext, Input, Branches> = {
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
export type MapResult<G extends InContext, MapInput, State, Processor> = State extends { resultWriter: unknown }
  ? WrittenResults
  : State extends Tolerant
    ? unknown[]
    : MachineOutput<ProcessorGraph<G, MapInput, State, Processor>>[];

type Tolerant =
  | { toleratedFailureCount: unknown }
  | { toleratedFailureCountPath: unknown }
  | { toleratedFailurePercentage: unknown }
  | { toleratedFailurePercentagePath: unknown };
