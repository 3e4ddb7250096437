import type { AnyGraph, AssignedBy, Leads, Lookup, NextOf, OwnNext, Table } from './graph';
import type { Missing, VariablesOf } from './path';

// Which ways a variable comes by to where it is read. What it holds is in `payload.ts`, which it is made of.

/** By state: the states before it that lead there and leave the variable as it was. */
type KeepersBefore<States, X> = Table<{ readonly [Name in keyof States as Keeping<States[Name], X>]: Name }>;

/** The same of those that assign it. */
export type DefinersBefore<States, X> = Table<{ readonly [Name in keyof States as Defining<States[Name], X>]: Name }>;

type Keeping<State, X> =
  X extends AssignedBy<State>
    ? | (State extends { assign: infer Values } ? (X extends keyof Values ? never : OwnNext<State>) : OwnNext<State>)
      | (State extends { choices: readonly (infer Rule)[] } ? KeepingClause<Rule, X> : never)
      | (State extends { catch: readonly (infer Catcher)[] } ? KeepingClause<Catcher, X> : never)
    : Leads<State>;
type KeepingClause<Clause, X> = Clause extends { assign: infer Values }
  ? X extends keyof Values
    ? never
    : NextOf<Clause>
  : NextOf<Clause>;

type Defining<State, X> =
  X extends AssignedBy<State>
    ? | (State extends { assign: infer Values } ? (X extends keyof Values ? OwnNext<State> : never) : never)
      | (State extends { choices: readonly (infer Rule)[] } ? DefiningClause<Rule, X> : never)
      | (State extends { catch: readonly (infer Catcher)[] } ? DefiningClause<Catcher, X> : never)
    : never;
type DefiningClause<Clause, X> = Clause extends { assign: infer Values }
  ? X extends keyof Values
    ? NextOf<Clause>
    : never
  : never;

/** `Name`, and all states before it from which the variable comes there as it is. */
export type SameVariable<G extends AnyGraph, X, Name> = Gathered<KeepersBefore<G['states'], X>, Name>;

type Gathered<Before, Frontier, Seen = never> = [Frontier] extends [never]
  ? Seen
  : Gathered<Before, Exclude<Lookup<Before, Frontier>, Seen | Frontier>, Seen | Frontier>;

/** Where a machine starts, what it holds around it. */
export type FromAround<G extends AnyGraph, X, Name> = X extends keyof VariablesOf<G['context']>
  ? VariablesOf<G['context']>[X]
  : Missing<MissingWay<G, X, Name>>;

/** Right before the state, in words. */
type MissingWay<G extends AnyGraph, X, Name> =
  | (G['startAt'] extends Name ? 'from the start' : never)
  | MissingFrom<G, X, Lookup<KeepersBefore<G['states'], X>, Name>>;
type MissingFrom<G extends AnyGraph, X, From> = From extends string
  ? G['startAt'] extends SameVariable<G, X, From>
    ? `from '${From}'`
    : never
  : never;

/** What a variable is assigned by state `Name`: by itself or a rule, or by a Catch. */
export type Defined<Name, Template, By> = readonly [Name, Template, By];

/** Those of the states' assignments that lead to one of `Targets`. */
export type DefinitionOf<G extends AnyGraph, X, Name, Targets> = Name extends unknown
  ? Definitions<X, Name, Lookup<G['states'], Name>, Targets>
  : never;

type Definitions<X, Name, State, Targets> =
  | (State extends { assign: infer Values }
      ? X extends keyof Values
        ? [OwnNext<State> & Targets] extends [never]
          ? never
          : Defined<Name, Values[X], 'state'>
        : never
      : never)
  | (State extends { choices: readonly (infer Rule)[] } ? ClauseDefinition<X, Name, Rule, Targets, 'rule'> : never)
  | (State extends { catch: readonly (infer Catcher)[] }
      ? ClauseDefinition<X, Name, Catcher, Targets, 'catch'>
      : never);

type ClauseDefinition<X, Name, Clause, Targets, By> = Clause extends { assign: infer Values; next: infer Next }
  ? X extends keyof Values
    ? Next extends Targets
      ? Defined<Name, Values[X], By>
      : never
    : never
  : never;
