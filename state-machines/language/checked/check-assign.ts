import type { UnknownFields } from './check-fields';
import type { Fault, IndexOf, Item } from './fault';
import type { AnyGraph, Lookup, NextOf, OwnNext } from './graph';
import type { IsJsonata } from './jsonata/language';
import type { CheckedJsonata } from './jsonata/template';
import type { Held } from './path';
import type {
  Assigned,
  CaughtAssigned,
  ContextAt,
  ErrorOutput,
  ErrorStates,
  ResultStates,
  VariableAt,
  WorkOf,
} from './payload';
import type { CheckedTemplate } from './template';

/** Faults in what a state itself assigns: of a Choice, where no rule holds. */
export type CheckedAssign<G extends AnyGraph, Name, State> = State extends { assign: infer Values }
  ? CheckedNames<G, Values> &
      CheckedWork<G, Name, State, Values> &
      CheckedRounds<G, Name, OwnNext<State>, Assigned<G, Name, State, Values>>
  : unknown;

/** The same of the rules of a Choice. */
export type CheckedRuleAssigns<G extends AnyGraph, Name, State, Rules> = G['assigns'] extends true
  ? { readonly [Index in IndexOf<Rules>]: CheckedRuleAssign<G, Name, State, Item<Rules, Index>> }
  : unknown;

type CheckedRuleAssign<G extends AnyGraph, Name, State, Rule> = Rule extends { assign: infer Values }
  ? {
      readonly assign: CheckedNames<G, Values> &
        CheckedWork<G, Name, State, Values> &
        CheckedRounds<G, Name, NextOf<Rule>, Assigned<G, Name, State, Values>>;
    }
  : unknown;

/** The same of Catch clauses. */
export type CheckedCatchAssigns<G extends AnyGraph, Name, State, Catchers> = G['assigns'] extends true
  ? { readonly [Index in IndexOf<Catchers>]: CheckedCatchAssign<G, Name, State, Item<Catchers, Index>> }
  : unknown;

type CheckedCatchAssign<G extends AnyGraph, Name, State, Catcher> = Catcher extends { assign: infer Values }
  ? {
      readonly assign: CheckedNames<G, Values> &
        CheckedError<G, Name, State, Values> &
        CheckedRounds<G, Name, NextOf<Catcher>, CaughtAssigned<G, Name, State, Values>>;
    }
  : unknown;

type CheckedNames<G extends AnyGraph, Values> = {
  readonly [
    X in keyof Values & G['taken']
  ]: Fault<`'${X & string}' is a variable of the machine around this one: it can be read here, not assigned`>;
} & (Values extends { states: unknown } ? UnknownFields<'states', never, 'Assign'> : unknown);

type CheckedWork<G extends AnyGraph, Name, State, Values> =
  IsJsonata<G, State> extends true
    ? CheckedJsonata<ResultStates<G, Name, State>, ContextAt<G, Name, State>, unknown, Values>
    : CheckedTemplate<WorkOf<G, Name, State>, ContextAt<G, Name, State>, unknown, Values>;

type CheckedError<G extends AnyGraph, Name, State, Values> =
  IsJsonata<G, State> extends true
    ? CheckedJsonata<ErrorStates<G, Name, State>, ContextAt<G, Name, State>, unknown, Values>
    : CheckedTemplate<ErrorOutput, ContextAt<G, Name, State>, unknown, Values>;

/** That what is assigned on any round is what the variable was said to hold where the loop goes on. */
type CheckedRounds<G extends AnyGraph, Name, Target, Given> = [Target] extends [never]
  ? unknown
  : Lookup<G['cyclic'], Name> extends true
    ? {
        readonly [X in keyof Given]: [Given[X]] extends [HeldIn<VariableAt<G, X, Target>>]
          ? unknown
          : Fault<`State '${Name & string}': the type of variable '${X & string}' would change on each round of its loop`>;
      }
    : unknown;

type HeldIn<Found> = Found extends Held<infer T> ? T : never;
