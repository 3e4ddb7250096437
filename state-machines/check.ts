import type { CheckedErrorNames } from './check-errors';
import type { CheckedRules } from './check-choice';
import type { CheckedRun, CheckedPassTemplate, CheckedTaskTemplate } from './check-handler';
import type { CheckedResultPath, UnknownFields } from './check-fields';
import type { CheckedTarget } from './check-target';
import type { Fault, IndexOf, Item } from './fault';
import type { AnyGraph, Graph } from './graph';
import type {
  ChoiceLiteral,
  FailLiteral,
  MachineLiteral,
  PassLiteral,
  Catcher,
  Retrier,
  SucceedLiteral,
  TaskLiteral,
  WaitLiteral,
} from './literal';
import type { Read } from './path';
import type { ErrorOutput, PayloadAt, ResultOf } from './payload';

/**
 * A machine's shape with a `Fault` wherever the machine breaks a promise, and `unknown` elsewhere. A machine that is
 * not even a literal of the language is left to the compiler's own words.
 */
export type Checked<Input, Machine extends MachineLiteral> = string extends keyof Machine['states']
  ? unknown
  : CheckedMachine<Machine, Graph<Input, Machine['startAt'], Machine['states']>>;

type CheckedMachine<Machine extends MachineLiteral, G extends AnyGraph & { reachable: unknown; ending: unknown }> = {
  readonly startAt: CheckedTarget<Machine['states'], Machine['startAt'], 'startAt'>;
  readonly states: {
    readonly [Name in keyof Machine['states']]: Name extends G['reachable']
      ? Name extends G['ending']
        ? CheckedState<G, Machine['states'], Name>
        : Fault<`State '${Name & string}' is in a loop without an end: no Succeed or Fail can be reached from it`>
      : Fault<`State '${Name & string}' is unreachable: no way from startAt leads to it`>;
  };
} & UnknownFields<keyof Machine, keyof MachineLiteral, 'A state machine'>;

/** By kind of state, the fields that it may have. */
interface FieldsOf {
  Task: keyof TaskLiteral;
  Pass: keyof PassLiteral;
  Choice: keyof ChoiceLiteral;
  Wait: KeysOf<WaitLiteral>;
  Succeed: keyof SucceedLiteral;
  Fail: keyof FailLiteral;
}

type KeysOf<Literal> = Literal extends unknown ? keyof Literal : never;

type CheckedState<G extends AnyGraph, States, Name extends keyof States> = States[Name] extends {
  type: infer Kind extends keyof FieldsOf;
}
  ? {
      readonly [Field in keyof States[Name] & keyof FieldChecks<G, States, Name>]: FieldChecks<G, States, Name>[Field];
    } & UnknownFields<keyof States[Name], FieldsOf[Kind], `A ${Kind} state`>
  : unknown;

type Get<State, Field extends string> = State extends { readonly [F in Field]: infer Value } ? Value : never;

/** One check per field; the compiler resolves those of the fields that a state has. */
interface FieldChecks<G extends AnyGraph, States, Name extends keyof States> {
  readonly next: CheckedTarget<States, Get<States[Name], 'next'>, 'next'>;
  readonly default: CheckedTarget<States, Get<States[Name], 'default'>, 'default'>;
  readonly choices: CheckedRules<States, PayloadAt<G, Name>, Get<States[Name], 'choices'>>;
  readonly run: CheckedRun<G, Name, States[Name]>;
  readonly parameters: States[Name] extends { run: unknown }
    ? CheckedTaskTemplate<G, Name, States[Name]>
    : CheckedPassTemplate<G, Name, States[Name]>;
  readonly resultPath: CheckedResultPath<PayloadAt<G, Name>, ResultOf<G, Name>, Get<States[Name], 'resultPath'>>;
  readonly retry: CheckedRetry<Get<States[Name], 'retry'>>;
  readonly catch: CheckedCatch<States, PayloadAt<G, Name>, Get<States[Name], 'catch'>>;
  readonly error: CheckedText<PayloadAt<G, Name>, G['context'], Get<States[Name], 'error'>>;
  readonly cause: CheckedText<PayloadAt<G, Name>, G['context'], Get<States[Name], 'cause'>>;
  readonly secondsPath: CheckedNumber<PayloadAt<G, Name>, G['context'], Get<States[Name], 'secondsPath'>>;
}

type CheckedText<Payload, Context, Text> = Text extends string
  ? Read<Payload, Context, Text> extends infer Value
    ? [Value] extends [string]
      ? unknown
      : Extract<Value, Fault<string>> extends infer Faults
        ? [Faults] extends [never]
          ? Fault<`'${Text}' is not a text`>
          : Faults
        : never
    : never
  : unknown;

type CheckedNumber<Payload, Context, Path> = Path extends string
  ? Read<Payload, Context, Path> extends infer Value
    ? [Value] extends [number]
      ? unknown
      : Extract<Value, Fault<string>> extends infer Faults
        ? [Faults] extends [never]
          ? Fault<`'${Path}' is not a number`>
          : Faults
        : never
    : never
  : unknown;

type CheckedRetry<Retriers> = {
  readonly [Index in IndexOf<Retriers>]: {
    readonly errorEquals: CheckedErrorNames<Retriers, Item<Retriers, Index>>;
  } & UnknownFields<keyof Item<Retriers, Index>, keyof Retrier, 'A Retry'>;
};

type CheckedCatch<States, Payload, Catchers> = {
  readonly [Index in IndexOf<Catchers>]: {
    readonly errorEquals: CheckedErrorNames<Catchers, Item<Catchers, Index>>;
    readonly next: CheckedTarget<States, Get<Item<Catchers, Index>, 'next'>, 'catch'>;
  } & (Item<Catchers, Index> extends { resultPath: infer Path }
    ? { readonly resultPath: CheckedResultPath<Payload, ErrorOutput, Path> }
    : unknown) &
    UnknownFields<keyof Item<Catchers, Index>, keyof Catcher, 'A Catch'>;
};
