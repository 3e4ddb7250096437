import type { CheckedCatch, CheckedRetry } from './check-clauses';
import type { CheckedRules } from './check-choice';
import type { CheckedCredentials } from './check-credentials';
import type { CheckedResultPath, UnknownFields } from './check-fields';
import type { CheckedFreeTemplate, CheckedRun, CheckedTaskTemplate } from './check-handler';
import type { CheckedHeartbeat, CheckedWait, OneLimit } from './check-limits';
import type { CheckedProcessor, MapChecks } from './check-map';
import type { NamesBeside, NamesBesideBranch } from './check-names';
import type { CheckedNext, CheckedOnward } from './check-onward';
import type { CheckedDefault, CheckedTarget } from './check-target';
import type { CallValue } from './call-value';
import type { CheckedPath, CheckedRead, CheckedValue } from './check-value';
import type { ContextObject } from './context';
import type { Fault, IndexOf, Item } from './fault';
import type { AnyGraph, CheckedGraph, Graph } from './graph';
import type {
  BranchLiteral,
  ChoiceLiteral,
  FailLiteral,
  MachineLiteral,
  ParallelLiteral,
  PassLiteral,
  SucceedLiteral,
  TaskLiteral,
  WaitLiteral,
  MapLiteral,
} from '../written/literal';
import type { Call } from '../written/intrinsic';
import type { JsonataField } from '../written/jsonata';
import type { JsonataChecks, UnknownJsonata } from './jsonata/check-state';
import type { IsJsonata, LanguageOf } from './jsonata/language';
import type { BranchGraph, ProcessorGraph } from './nested';
import type { ContextAt, GivenAt, InputAt, PayloadAt, PlacedResult, ResultOf, Scope, WorkOf } from './payload';
import type { ErrorsOf } from '../written/runnable';
import type { CheckedTemplate } from './template';
import type { CheckedAssign, CheckedCatchAssigns, CheckedRuleAssigns } from './check-assign';

/**
 * A machine's shape with a `Fault` wherever the machine breaks a promise, and `unknown` elsewhere. A machine that is
 * not even a literal of the language is left to the compiler's own words.
 */
export type Checked<Input, Machine extends MachineLiteral> = string extends keyof Machine['states']
  ? unknown
  : CheckedMachine<
      Machine,
      Graph<Input, Machine['startAt'], Machine['states'], ContextObject<Input>, LanguageOf<Machine>>,
      never
    > &
      UnknownFields<keyof Machine, keyof MachineLiteral, 'A state machine'>;

/** `Taken`: the names of states elsewhere in the machine. */
type CheckedMachine<Machine extends BranchLiteral, G extends CheckedGraph, Taken> = {
  readonly startAt: CheckedTarget<Machine['states'], Machine['startAt'], 'startAt'>;
  readonly states: {
    readonly [Name in keyof Machine['states']]: Name extends G['reachable']
      ? Name extends G['ending']
        ? Name extends Taken
          ? Fault<`State '${Name & string}' stands twice in this machine: names are unique in all of it`>
          : CheckedState<G, Machine['states'], Name, Taken>
        : Fault<`State '${Name & string}' is in a loop without an end: no Succeed or Fail can be reached from it`>
      : Fault<`State '${Name & string}' is unreachable: no way from startAt leads to it`>;
  };
};

/** By kind of state, the fields that it may have. */
interface FieldsOf {
  Task: keyof TaskLiteral;
  Pass: keyof PassLiteral;
  Choice: keyof ChoiceLiteral;
  Wait: keyof WaitLiteral;
  Parallel: keyof ParallelLiteral;
  Map: keyof MapLiteral;
  Succeed: keyof SucceedLiteral;
  Fail: keyof FailLiteral;
}

type CheckedState<G extends CheckedGraph, States, Name extends keyof States, Taken> = States[Name] extends {
  type: infer Kind extends keyof FieldsOf;
}
  ? IsJsonata<G, States[Name]> extends true
    ? {
        readonly [Field in keyof States[Name] & AsInJsonPath]: FieldChecks<G, States, Name, Taken>[Field];
      } & {
        readonly [Field in keyof States[Name] & keyof JsonataChecks<G, States, Name, States[Name]>]: JsonataChecks<
          G,
          States,
          Name,
          States[Name]
        >[Field];
      } & UnknownJsonata<keyof States[Name], Kind>
    : {
        readonly [Field in keyof States[Name] & keyof FieldChecks<G, States, Name, Taken>]: FieldChecks<
          G,
          States,
          Name,
          Taken
        >[Field];
      } & UnknownFields<keyof States[Name], Exclude<FieldsOf[Kind], JsonataField>, `A ${Kind} state`>
  : unknown;

/** Fields that are checked alike in both languages. */
type AsInJsonPath = 'type' | 'next' | 'default' | 'assign' | 'retry' | 'branches' | 'itemProcessor';

type Get<State, Field extends string> = State extends { readonly [F in Field]: infer Value } ? Value : never;

/** One check per field; the compiler resolves those of the fields that a state has. */
interface FieldChecks<G extends AnyGraph, States, Name extends keyof States, Taken> extends MapChecks<
  G,
  States[Name],
  Name
> {
  readonly type: CheckedOnward<States[Name]> &
    (States[Name] extends { type: 'Wait' } ? CheckedWait<States[Name]> : unknown);
  readonly next: CheckedNext<G, States, Name, Get<States[Name], 'next'>>;
  readonly default: CheckedDefault<States, Get<States[Name], 'default'>>;
  readonly choices: CheckedRules<
    States,
    InputAt<G, Name, States[Name]>,
    ContextAt<G, Name, States[Name]>,
    Get<States[Name], 'choices'>
  > &
    CheckedRuleAssigns<G, Name, States[Name], Get<States[Name], 'choices'>>;
  readonly run: CheckedRun<G, Name, States[Name]>;
  readonly credentials: CheckedCredentials<G, Name, States[Name]>;
  readonly parameters: States[Name] extends { run: unknown }
    ? CheckedTaskTemplate<G, Name, States[Name]>
    : CheckedFreeTemplate<G, Name, States[Name]>;
  readonly result: States[Name] extends { parameters: unknown }
    ? Fault<'A Pass hands on its result or its parameters, not both'>
    : unknown;
  readonly inputPath: CheckedPath<PayloadAt<G, Name>, ContextAt<G, Name, States[Name]>, Get<States[Name], 'inputPath'>>;
  readonly outputPath: CheckedPath<
    PlacedResult<G, Name, States[Name]>,
    ContextAt<G, Name, States[Name]>,
    Get<States[Name], 'outputPath'>
  >;
  readonly resultSelector: CheckedTemplate<
    WorkOf<G, Name, States[Name]>,
    ContextAt<G, Name, States[Name]>,
    unknown,
    Get<States[Name], 'resultSelector'>
  >;
  readonly resultPath: CheckedResultPath<
    PayloadAt<G, Name>,
    ResultOf<G, Name, States[Name]>,
    Get<States[Name], 'resultPath'>
  >;
  readonly assign: CheckedAssign<G, Name, States[Name]>;
  readonly retry: CheckedRetry<Get<States[Name], 'retry'>, ErrorsOf<Get<States[Name], 'run'>>>;
  readonly catch: CheckedCatch<
    States,
    PayloadAt<G, Name>,
    Get<States[Name], 'catch'>,
    ErrorsOf<Get<States[Name], 'run'>>
  > &
    CheckedCatchAssigns<G, Name, States[Name], Get<States[Name], 'catch'>>;
  readonly error: SaidIn<G, States[Name], Name, 'error'>;
  readonly cause: SaidIn<G, States[Name], Name, 'cause'>;
  readonly secondsPath: NumberIn<G, States[Name], Name, 'secondsPath'>;
  readonly timestampPath: TextIn<G, States[Name], Name, 'timestampPath'>;
  readonly heartbeatSeconds: CheckedHeartbeat<States[Name]>;
  readonly timeoutSecondsPath: NumberIn<G, States[Name], Name, 'timeoutSecondsPath'> &
    OneLimit<States[Name], 'timeoutSeconds'>;
  readonly heartbeatSecondsPath: NumberIn<G, States[Name], Name, 'heartbeatSecondsPath'> &
    OneLimit<States[Name], 'heartbeatSeconds'>;
  readonly branches: CheckedBranches<G, States, Name, Get<States[Name], 'branches'>, Taken>;
  readonly itemProcessor: CheckedProcessor<G, States[Name], Name> &
    (Get<States[Name], 'itemProcessor'> extends infer Processor extends BranchLiteral
      ? CheckedMachine<
          Processor,
          ProcessorGraph<Scope<G, Name>, InputAt<G, Name, States[Name]>, States[Name], Processor>,
          NamesBeside<States, Name> | Taken
        >
      : unknown);
}

/** A text, a path to one, or a call that gives one: which calls a Fail takes is told by `render`. */
type SaidIn<G extends AnyGraph, State, Name, Field extends string> =
  Get<State, Field> extends Call<infer Function, infer Args>
    ? CheckedRead<
        CallValue<InputAt<G, Name, State>, ContextAt<G, Name, State>, Function, Args>,
        Function,
        string,
        'a text'
      >
    : TextIn<G, State, Name, Field>;

type TextIn<G extends AnyGraph, State, Name, Field extends string> = CheckedValue<
  InputAt<G, Name, State>,
  ContextAt<G, Name, State>,
  Get<State, Field>,
  string,
  'a text'
>;
type NumberIn<G extends AnyGraph, State, Name, Field extends string> = CheckedValue<
  InputAt<G, Name, State>,
  ContextAt<G, Name, State>,
  Get<State, Field>,
  number,
  'a number'
>;

type CheckedBranches<G extends AnyGraph, States, Name extends keyof States, Branches, Taken> = {
  readonly [Index in IndexOf<Branches>]: Item<Branches, Index> extends infer Branch extends BranchLiteral
    ? CheckedMachine<
        Branch,
        BranchGraph<Scope<G, Name>, GivenAt<G, Name, States[Name]>, Branch>,
        NamesBeside<States, Name> | NamesBesideBranch<Branches, Index> | Taken
      > &
        UnknownFields<keyof Branch, keyof BranchLiteral, 'A branch'>
    : unknown;
};
