import type { ErrorsOf } from '../../written/runnable';
import type { Catcher } from '../../written/literal';
import type { CheckedErrorNames } from '../check-errors';
import type { UnknownFields } from '../check-fields';
import type { CheckedRounds } from '../check-onward';
import type { CheckedTarget } from '../check-target';
import type { Fault, IndexOf, Item } from '../fault';
import type { AnyGraph, Lookup } from '../graph';
import type { CaughtOutput, ChosenOutput, ContextAt, ErrorStates, InputStates } from '../payload';
import type { CheckedJsonata, CheckedOne } from './template';

type Get<State, Field extends string> = State extends { readonly [F in Field]: infer Value } ? Value : never;

/** Faults in the rules of a Choice in JSONata, each where it is. */
export type CheckedConditions<G extends AnyGraph, States, Name, State, Rules> = {
  readonly [Index in IndexOf<Rules>]: {
    readonly next: CheckedTarget<States, Get<Item<Rules, Index>, 'next'>, 'choices'>;
  } & (Item<Rules, Index> extends { condition: infer Condition }
    ? {
        readonly condition: CheckedOne<
          InputStates<G, Name, State>,
          ContextAt<G, Name, State>,
          Condition,
          boolean,
          'true or false'
        >;
      }
    : Fault<'A choice in JSONata has a condition'>) &
    CheckedRuleOutput<G, Name, State, Item<Rules, Index>> &
    UnknownFields<
      keyof Item<Rules, Index>,
      'condition' | 'next' | 'comment' | 'output' | 'assign',
      'A choice in JSONata'
    >;
};

type CheckedRuleOutput<G extends AnyGraph, Name, State, Rule> = Rule extends {
  output: infer Template;
  next: infer Next;
}
  ? {
      readonly output: CheckedJsonata<InputStates<G, Name, State>, ContextAt<G, Name, State>, unknown, Template> &
        CheckedLoop<G, Name, Next, ChosenOutput<G, Name, State, Rule>>;
    }
  : unknown;

/** What a Choice hands on by its `default`. */
export type CheckedDefaultOutput<G extends AnyGraph, Name, State> = State extends {
  type: 'Choice';
  default: infer Next extends string;
}
  ? CheckedLoop<G, Name, Next, ChosenOutput<G, Name, State, State>>
  : unknown;

/** Faults in the Catch clauses of a state in JSONata. */
export type CheckedCatchers<G extends AnyGraph, States, Name, State, Catchers> = {
  readonly [Index in IndexOf<Catchers>]: {
    readonly errorEquals: CheckedErrorNames<Catchers, Item<Catchers, Index>, ErrorsOf<Get<State, 'run'>>>;
    readonly next: CheckedTarget<States, Get<Item<Catchers, Index>, 'next'>, 'catch'>;
  } & CheckedCatchOutput<G, Name, State, Item<Catchers, Index>> &
    UnknownFields<keyof Item<Catchers, Index>, Exclude<keyof Catcher, 'resultPath'>, 'A Catch in JSONata'>;
};

type CheckedCatchOutput<G extends AnyGraph, Name, State, Clause> = Clause extends {
  output: infer Template;
  next: infer Next;
}
  ? {
      readonly output: CheckedJsonata<ErrorStates<G, Name, State>, ContextAt<G, Name, State>, unknown, Template> &
        CheckedLoop<G, Name, Next, CaughtOutput<G, Name, State, never, Template>>;
    }
  : unknown;

type CheckedLoop<G extends AnyGraph, Name, Target, Given> =
  Lookup<G['cyclic'], Name> extends true ? CheckedRounds<G, Name, Target, Given> : unknown;
