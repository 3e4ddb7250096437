import type { ContextObject } from './context';

/** A machine's types, worked out once and handed from check to check. The compiler resolves a member on first use. */
export interface Graph<Input, StartAt, States, Context = ContextObject<Input>, Language = 'JSONPath', Taken = never> {
  readonly input: Input;
  readonly context: Context;
  readonly language: Language;
  /** The names of variables that are assigned around this machine: it may read these, and assign none of them. */
  readonly taken: Taken;
  readonly startAt: StartAt;
  readonly states: States;
  /** By state: the states whose output goes there. Where two map to one key, TypeScript unites their values. */
  readonly before: Table<{ readonly [Name in keyof States as Next<States[Name]>]: Name }>;
  /** By state: the states before it whose output is the payload that they got. */
  readonly keepersBefore: Table<{
    readonly [Name in keyof States as Flow<States[Name]> extends 'kept' ? Next<States[Name]> : never]: Name;
  }>;
  readonly makersBefore: Table<{
    readonly [Name in keyof States as Flow<States[Name]> extends 'made' ? Next<States[Name]> : never]: Name;
  }>;
  /** By state: the Choices before it whose rules hand on what they say. */
  readonly choosersBefore: Table<{
    readonly [Name in keyof States as Flow<States[Name]> extends 'chosen' ? Next<States[Name]> : never]: Name;
  }>;
  /** By state: the states whose errors are caught there. */
  readonly caughtBefore: Table<{ readonly [Name in keyof States as CatchNext<States[Name]>]: Name }>;
  /** The names of the variables that its states assign. */
  readonly assigned: AssignedBy<States[keyof States]>;
  readonly assigns: [AssignedBy<States[keyof States]>] extends [never] ? false : true;
  /** By state: whether a way from it leads back to it. */
  readonly cyclic: {
    readonly [Name in keyof States]: Name extends Forward<States, Leads<States[Name]>> ? true : false;
  };
  readonly reachable: Forward<States, StartAt>;
  /** The states from which an end can be reached. */
  readonly ending: Backward<Graph<Input, StartAt, States, Context, Language, Taken>, EndsIn<States>>;
}

/** As much of a graph as its walks need. */
export interface AnyGraph {
  readonly input: unknown;
  readonly context: unknown;
  readonly language: unknown;
  readonly taken: unknown;
  readonly startAt: unknown;
  readonly states: unknown;
  readonly before: unknown;
  readonly keepersBefore: unknown;
  readonly makersBefore: unknown;
  readonly choosersBefore: unknown;
  readonly caughtBefore: unknown;
  readonly cyclic: unknown;
  readonly assigned: unknown;
  readonly assigns: unknown;
}

/** One whose states can be judged. */
export interface CheckedGraph extends AnyGraph {
  readonly reachable: unknown;
  readonly ending: unknown;
}

/** A table whose keys are worked out once: TypeScript asks anew for those of a mapped type that renames its own. */
export type Table<Renamed> = { readonly [Key in keyof Renamed]: Renamed[Key] };

/** `Table[Key]` for those of `Keys` that the table has. */
export type Lookup<Table, Keys> = Table[Keys & keyof Table];

/** The variables that a state assigns by itself, by a rule or by a Catch. */
export type AssignedBy<State> = State extends
  | { choices: readonly (infer Clause)[] }
  | { catch: readonly (infer Clause)[] }
  ? AssignedByClause<State | Clause>
  : AssignedByClause<State>;
type AssignedByClause<Clause> = Clause extends { assign: infer Values } ? keyof Values : never;

/** Where a state's output goes. */
export type Next<State> = OwnNext<State> | (State extends { choices: readonly (infer Rule)[] } ? NextOf<Rule> : never);

/** The same, but for the rules of a Choice: of that, where it goes by its `default`. */
export type OwnNext<State> =
  | (State extends { next: infer Name extends string } ? Name : never)
  | (State extends { default: infer Name extends string } ? Name : never);

/** Where a state's caught errors go. */
type CatchNext<State> = State extends { catch: readonly (infer Catcher)[] } ? NextOf<Catcher> : never;

/** Of an empty list nothing: a name inferred through it would be any string. */
export type NextOf<Clause> = Clause extends { next: infer Name extends string } ? Name : never;

/** Whether a state hands on the payload that it got, one that it makes, or what the rule says that decides. */
type Flow<State> = State extends { inputPath: unknown } | { outputPath: unknown }
  ? 'made'
  : State extends { type: 'Choice' }
    ? State extends { choices: readonly (infer Rule)[] }
      ? true extends SaysOutput<State | Rule>
        ? 'chosen'
        : 'kept'
      : 'kept'
    : State extends { output: unknown }
      ? 'made'
      : State extends { resultPath: null } | { type: 'Wait' }
        ? 'kept'
        : State extends { type: 'Pass' }
          ? State extends { parameters: unknown } | { result: unknown } | { resultPath: unknown }
            ? 'made'
            : 'kept'
          : 'made';

type SaysOutput<Clause> = Clause extends { output: unknown } ? true : false;

/** All states that can be reached from `Frontier`. */
type Forward<States, Frontier, Seen = never> = [Frontier] extends [never]
  ? Seen
  : Forward<States, Exclude<Leads<States[Frontier & keyof States]>, Seen | Frontier>, Seen | Frontier>;

export type Leads<State> = Next<State> | CatchNext<State>;

/** All states from which `Frontier` can be reached. */
type Backward<G extends AnyGraph, Frontier, Seen = never> = [Frontier] extends [never]
  ? Seen
  : Backward<
      G,
      Exclude<Lookup<G['before'], Frontier> | Lookup<G['caughtBefore'], Frontier>, Seen | Frontier>,
      Seen | Frontier
    >;

/** A state that ends its machine. */
export type Ends<State> = State extends { type: 'Succeed' | 'Fail' } | { end: true } ? true : false;

/** The states that end an execution; one that leads nowhere counts, as its own fault says enough. */
type EndsIn<States> = {
  [Name in keyof States]: Ends<States[Name]> extends true
    ? Name
    : [Exclude<Leads<States[Name]>, keyof States>] extends [never]
      ? [Leads<States[Name]>] extends [never]
        ? Name
        : never
      : Name;
}[keyof States];
