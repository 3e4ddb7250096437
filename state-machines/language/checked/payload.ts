import type { TokenContext } from './context';
import type { Fault } from './fault';
import type { AnyGraph, AssignedBy, Ends, Lookup, OwnNext } from './graph';
import type { IsJsonata } from './jsonata/language';
import type { EvaluateJsonata } from './jsonata/template';
import type { BranchGraph, InContext, ProcessorGraph } from './nested';
import type { Held, Reads, VariablesOf, WithVariables } from './path';
import type { WrittenResults } from '../written/map-storage';
import type { OutputOf } from '../written/runnable';
import type { Evaluate } from './template';
import type { Defined, DefinersBefore, DefinitionOf, FromAround, SameVariable } from './variables';

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
  | CaughtFrom<G, Lookup<G['caughtBefore'], Names>, Names, Stack>
  | ([keyof G['choosersBefore']] extends [never]
      ? never
      : ChosenFrom<G, Lookup<G['choosersBefore'], Names>, Names, Stack>);

/** What a state hands on. */
export type OutputFrom<G extends AnyGraph, Name, Stack = never> = Name extends Stack
  ? never
  : OutputGiven<G, Name, Lookup<G['states'], Name>, StackAt<G, Name, Stack>>;

type StackAt<G extends AnyGraph, Name, Stack> = Lookup<G['cyclic'], Name> extends true ? Stack | Name : never;

/** The same, of the payload that it gets when the states in `Stack` add nothing to it: `never` looks at every round. */
export type OutputGiven<G extends AnyGraph, Name, State, Stack> = State extends { output: infer Template }
  ? EvaluateJsonata<ResultStates<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Template>
  : OutputOnPath<G, Name, State, Stack>;

type OutputOnPath<G extends AnyGraph, Name, State, Stack> = State extends { outputPath: infer Path }
  ? Path extends null
    ? Record<never, never>
    : Exclude<Reads<PlacedResult<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Path>, Fault<string>>
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
    : Exclude<Reads<PayloadAt<G, Name, Stack>, ContextAt<G, Name, State, Stack>, Path>, Fault<string>>
  : PayloadAt<G, Name, Stack>;

/** What a state's work gives, before `resultPath` places it. */
export type ResultOf<G extends AnyGraph, Name, State, Stack = never> = State extends { resultSelector: infer Selector }
  ? Evaluate<WorkOf<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Selector>
  : WorkOf<G, Name, State, Stack>;

/** The same, before `resultSelector`. */
export type WorkOf<G extends AnyGraph, Name, State, Stack = never> = State extends { run: infer Task }
  ? OutputOf<Task>
  : State extends { branches: infer Branches }
    ? BranchOutputs<Scope<G, Name, Stack>, GivenAt<G, Name, State, Stack>, Branches>
    : State extends { itemProcessor: infer Processor }
      ? MapResult<Scope<G, Name, Stack>, InputAt<G, Name, State, Stack>, State, Processor>
      : State extends { result: infer Result }
        ? Written<Result>
        : GivenAt<G, Name, State, Stack>;

/** What a state hands to its task, its branches or its result: `parameters`, or what it works on. */
export type GivenAt<G extends AnyGraph, Name, State, Stack = never> = State extends { parameters: infer Template }
  ? Evaluate<InputAt<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Template>
  : State extends { arguments: infer Template }
    ? EvaluateJsonata<InputStates<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Template>
    : InputAt<G, Name, State, Stack>;

/** `$states` before a state has done its work. */
export interface InputStates<G extends AnyGraph, Name, State, Stack = never> {
  readonly input: PayloadAt<G, Name, Stack>;
  readonly context: ContextAt<G, Name, State, Stack>;
}

/** The same after it. */
export type ResultStates<G extends AnyGraph, Name, State, Stack = never> = State extends {
  type: 'Task' | 'Map' | 'Parallel';
}
  ? {
      readonly input: PayloadAt<G, Name, Stack>;
      readonly context: ContextAt<G, Name, State, Stack>;
      readonly result: WorkOf<G, Name, State, Stack>;
    }
  : InputStates<G, Name, State, Stack>;

/** The same of a Catch. */
export interface ErrorStates<G extends AnyGraph, Name, State, Stack = never> {
  readonly input: PayloadAt<G, Name, Stack>;
  readonly context: ContextAt<G, Name, State, Stack>;
  readonly errorOutput: ErrorOutput;
}

/** A literal as a value: what is written today may be written otherwise tomorrow, but is read as what it is. */
type Written<Value> = Value extends object ? { -readonly [Field in keyof Value]: Written<Value[Field]> } : Value;

/** The context object in a state's fields, and the variables beside it. */
export type ContextAt<G extends AnyGraph, Name, State, Stack = never> = State extends { run: { waitsForToken: true } }
  ? Scope<G, Name, Stack>['context'] & TokenContext
  : Scope<G, Name, Stack>['context'];

/** What the machines within a state, and a Map's own fields, read beside their payload. */
export type Scope<G extends AnyGraph, Name, Stack = never> = G['assigns'] extends true
  ? {
      readonly context: Alone<G['context']> & WithVariables<VariablesAt<G, Name, Stack>>;
      readonly language: G['language'];
      /** Not those of the state itself, which assigns when the machines within it are over. */
      readonly taken: G['taken'] | AssignedBy<G['states'][Exclude<keyof G['states'], Name>]>;
    }
  : G;

/** Without the variables of the machine around it: those here hold them. */
type Alone<Context> = { readonly [Field in keyof Context & string]: Context[Field] };

/**
 * What each variable holds when a state is entered: of each by itself, worked out when it is read. First all states that
 * lead there without assigning it are gathered (no state twice, so loops end), then what is assigned on the way into any of
 * them is united.
 *
 * `Stack`: as of payloads. An assignment in a loop that is met again adds nothing: what it assigns on the next round fits
 * what it did on the first, which is checked where it stands.
 */
export type VariablesAt<G extends AnyGraph, Name, Stack = never> = {
  readonly [X in (G['assigned'] | keyof VariablesOf<G['context']>) & string]: X extends G['assigned']
    ? VariableAt<G, X, Name, Stack>
    : X extends keyof VariablesOf<G['context']>
      ? VariablesOf<G['context']>[X]
      : never;
};

/** `Held` or `Missing`, or both: by each way. */
export type VariableAt<G extends AnyGraph, X, Name, Stack = never> = ByEachWay<
  G,
  X,
  SameVariable<G, X, Name>,
  Name,
  Stack
>;

type ByEachWay<G extends AnyGraph, X, Names, Name, Stack> =
  | (G['startAt'] extends Names ? FromAround<G, X, Name> : never)
  | DefinedBy<G, X, DefinitionOf<G, X, Lookup<DefinersBefore<G['states'], X>, Names>, Names>, Stack>;

type DefinedBy<G extends AnyGraph, X, Definition, Stack> =
  Definition extends Defined<infer Name, infer Template, infer By>
    ? readonly [X, Definition] extends Stack
      ? never
      : Held<
          AssignedAs<
            G,
            Name,
            Lookup<G['states'], Name>,
            Template,
            By,
            Lookup<G['cyclic'], Name> extends true ? Stack | readonly [X, Definition] : never
          >,
          Name
        >
    : never;

type AssignedAs<G extends AnyGraph, Name, State, Template, By, Stack> = By extends 'catch'
  ? CaughtAssigned<G, Name, State, Template, Stack>
  : Assigned<G, Name, State, Template, Stack>;

/**
 * What a state, or a rule of a Choice, assigns: of the result of its work, before `resultSelector`, and of a Choice and a Wait
 * of what they work on. https://states-language.net/spec.html#using-assign-1
 */
export type Assigned<G extends AnyGraph, Name, State, Template, Stack = never> =
  IsJsonata<G, State> extends true
    ? EvaluateJsonata<ResultStates<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Template>
    : Evaluate<WorkOf<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Template>;

/** What a Catch assigns: of its error. */
export type CaughtAssigned<G extends AnyGraph, Name, State, Template, Stack = never> =
  IsJsonata<G, State> extends true
    ? EvaluateJsonata<ErrorStates<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Template>
    : Evaluate<ErrorOutput, ContextAt<G, Name, State, Stack>, Template>;

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

export type CaughtOutput<G extends AnyGraph, Name, State, Stack, Template> = EvaluateJsonata<
  ErrorStates<G, Name, State, Stack>,
  ContextAt<G, Name, State, Stack>,
  Template
>;

/** What comes out of a Choice by those of its rules that lead to one of `Targets`, or by its default. */
type ChosenFrom<G extends AnyGraph, Name, Targets, Stack> = Name extends Stack
  ? never
  : Chosen<G, Name, Lookup<G['states'], Name>, Targets, StackAt<G, Name, Stack>>;

type Chosen<G extends AnyGraph, Name, State, Targets, Stack> = State extends { choices: readonly (infer Rule)[] }
  ? | (Rule extends { next: infer Next }
        ? Next extends Targets
          ? ChosenOutput<G, Name, State, Rule, Stack>
          : never
        : never)
    | ([OwnNext<State> & Targets] extends [never] ? never : ChosenOutput<G, Name, State, State, Stack>)
  : never;

/** By a rule, or by the Choice itself where no rule holds. */
export type ChosenOutput<G extends AnyGraph, Name, State, By, Stack = never> = By extends { output: infer Template }
  ? EvaluateJsonata<InputStates<G, Name, State, Stack>, ContextAt<G, Name, State, Stack>, Template>
  : PayloadAt<G, Name, Stack>;

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
