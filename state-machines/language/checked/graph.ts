import type { ContextObject } from './context';

/** A machine's types, worked out once and handed from check to check. The compiler resolves a member on first use. */
export interface Graph<Input, StartAt, States, Context = ContextObject<Input>, Language = 'JSONPath'> {
  readonly input: Input;
  readonly context: Context;
  readonly language: Language;
  readonly startAt: StartAt;
  readonly states: States;
  /** By state: the states whose output goes there. Where two map to one key, TypeScript unites their values. */
  readonly before: { readonly [Name in keyof States as Next<States[Name]>]: Name };
  /** By state: the states before it whose output is the payload that they got. */
  readonly keepersBefore: {
    readonly [Name in keyof States as Keeps<States[Name]> extends true ? Next<States[Name]> : never]: Name;
  };
  readonly makersBefore: {
    readonly [Name in keyof States as Keeps<States[Name]> extends true ? never : Next<States[Name]>]: Name;
  };
  /** By state: the states whose errors are caught there. */
  readonly caughtBefore: { readonly [Name in keyof States as CatchNext<States[Name]>]: Name };
  /** Whether any of the states assigns a variable. */
  readonly assigns: true extends { [Name in keyof States]: Assigns<States[Name]> }[keyof States] ? true : false;
  /** By state: the states before it that leave the variables as they were, on the way that leads there. */
  readonly variableKeepersBefore: {
    readonly [
      Name in keyof States as Assigns<States[Name]> extends true ? CatchNext<States[Name]> : Leads<States[Name]>
    ]: Name;
  };
  readonly assignersBefore: {
    readonly [Name in keyof States as Assigns<States[Name]> extends true ? Next<States[Name]> : never]: Name;
  };
  /** By state: whether a way from it leads back to it. */
  readonly cyclic: {
    readonly [Name in keyof States]: Name extends Forward<States, Leads<States[Name]>> ? true : false;
  };
  readonly reachable: Forward<States, StartAt>;
  /** The states from which an end can be reached. */
  readonly ending: Backward<Graph<Input, StartAt, States, Context, Language>, EndsIn<States>>;
}

/** As much of a graph as its walks need. */
export interface AnyGraph {
  readonly input: unknown;
  readonly context: unknown;
  readonly language: unknown;
  readonly startAt: unknown;
  readonly states: unknown;
  readonly before: unknown;
  readonly keepersBefore: unknown;
  readonly makersBefore: unknown;
  readonly caughtBefore: unknown;
  readonly cyclic: unknown;
  readonly assigns: unknown;
  readonly variableKeepersBefore: unknown;
  readonly assignersBefore: unknown;
}

/** One whose states can be judged. */
export interface CheckedGraph extends AnyGraph {
  readonly reachable: unknown;
  readonly ending: unknown;
}

/** `Table[Key]` for those of `Keys` that the table has. */
export type Lookup<Table, Keys> = Table[Keys & keyof Table];

type Assigns<State> = State extends { assign: unknown } ? true : false;

/** Where a state's output goes. */
export type Next<State> =
  | (State extends { next: infer Name extends string } ? Name : never)
  | (State extends { choices: readonly (infer Rule)[] } ? NextOf<Rule> : never)
  | (State extends { default: infer Name extends string } ? Name : never);

/** Where a state's caught errors go. */
type CatchNext<State> = State extends { catch: readonly (infer Catcher)[] } ? NextOf<Catcher> : never;

/** Of an empty list nothing: a name inferred through it would be any string. */
type NextOf<Clause> = Clause extends { next: infer Name extends string } ? Name : never;

type Keeps<State> = State extends { inputPath: unknown } | { outputPath: unknown } | { output: unknown }
  ? false
  : State extends { resultPath: null } | { type: 'Choice' | 'Wait' }
    ? true
    : State extends { type: 'Pass' }
      ? State extends { parameters: unknown } | { result: unknown } | { resultPath: unknown }
        ? false
        : true
      : false;

/** All states that can be reached from `Frontier`. */
type Forward<States, Frontier, Seen = never> = [Frontier] extends [never]
  ? Seen
  : Forward<States, Exclude<Leads<States[Frontier & keyof States]>, Seen | Frontier>, Seen | Frontier>;

type Leads<State> = Next<State> | CatchNext<State>;

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
