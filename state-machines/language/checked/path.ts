import type { Assumed } from '../written/intrinsic';
import type { Fault } from './fault';

/** The type at a path (`$`, `$.a.b`, `$.a[*].b`, `$[0]`) in `T`; a fault when any member of `T` may lack it. */
export type At<T, Path extends string, Shown extends string = Path> = Path extends '$'
  ? T
  : Path extends `${infer Before}[*]${infer After}`
    ? Each<At<T, Before, Shown>, After, Shown>
    : Path extends `$.${infer Fields}`
      ? Walk<T, Fields, Shown>
      : Path extends `$[${infer Fields}`
        ? Walk<T, `[${Fields}`, Shown>
        : Fault<`'${Shown}' is not a path that is understood here: write $ or $.field.field`>;

/** A list of what a path finds in each item. */
type Each<List, After extends string, Shown extends string> =
  List extends Fault<string>
    ? List
    : List extends readonly (infer Item)[]
      ? At<Item, `$${After}`, Shown> extends infer Found
        ? [Extract<Found, Fault<string>>] extends [never]
          ? Found[]
          : Extract<Found, Fault<string>>
        : never
      : Fault<`'${Shown}': there is no list before [*]`>;

type Walk<T, Fields extends string, Shown extends string> = Fields extends `${infer Field}.${infer Rest}`
  ? Walk<Step<T, Field, Shown>, Rest, Shown>
  : Step<T, Fields, Shown>;

type Step<T, Field extends string, Shown extends string> =
  T extends Fault<string>
    ? T
    : Field extends keyof T
      ? undefined extends T[Field]
        ? unknown extends T[Field]
          ? T[Field]
          : Fault<`'${Shown}': field '${Field}' may be absent here`>
        : T[Field]
      : Field extends `${infer Name}[${infer Index}]`
        ? Indexed<Name extends '' ? T : Step<T, Name, Shown>, Index, Shown>
        : unknown extends T
          ? Fault<`'${Shown}': what is there is not known here; vouch for it with assume`>
          : Fault<`'${Shown}': there is no field '${Field}' here`>;

type Indexed<List, Index extends string, Shown extends string> = Index extends `${infer First}][${infer Rest}`
  ? Indexed<Indexed<List, First, Shown>, Rest, Shown>
  : List extends Fault<string>
    ? List
    : List extends readonly unknown[]
      ? Index extends keyof List
        ? List[Index]
        : Fault<`'${Shown}': the list may have no item ${Index}; vouch for it with assume`>
      : Fault<`'${Shown}': there is no list before [${Index}]`>;

/** The type that a string reads: a path into the payload, the context object or a variable, or itself. */
export type Read<Payload, Context, Text extends string> = Text extends `\${${string}`
  ? Text
  : Text extends `$$${infer Rest}`
    ? At<Context, `$${Rest}`, Text>
    : Text extends '$' | `$.${string}` | `$[${string}`
      ? At<Payload, Text>
      : Text extends `$${infer Rest}`
        ? ReadVariable<Context, Rest, Text>
        : Text;

/** What a field that takes a path reads: of an assumed one, what its author says. */
export type Reads<Payload, Context, Path> = Path extends string
  ? Read<Payload, Context, Path>
  : Path extends Assumed<infer T>
    ? T
    : never;

declare const variables: unique symbol;

/** A context object, and beside it the variables that can be read where it can: by name, whether it is `Held` or `Missing`. */
export interface WithVariables<Variables> {
  readonly [variables]: Variables;
}

/** What a state assigns to a variable, on its way: within, since `unknown` would take in all that stands beside it. */
export interface Held<T, By = unknown> {
  readonly held: T;
  readonly by: By;
}

/** That a way does not assign it: which way. */
export interface Missing<Way = unknown> {
  readonly missing: Way;
}

/** Where what a variable's path reads is a `Wanted` by some ways and not by all: the states that assign it otherwise. */
export type AssignedOtherwise<Context, Path, Wanted> = Path extends '$' | `$${'$' | '.' | '['}${string}`
  ? never
  : Path extends `$${infer Rest}`
    ? NameOf<Rest> extends infer Name extends keyof VariablesOf<Context> & string
      ? Rest extends `${Name}${infer After}`
        ? true extends Fitting<VariablesOf<Context>[Name], `$${After}`, Wanted>
          ? Exclude<Fitting<VariablesOf<Context>[Name], `$${After}`, Wanted>, true>
          : never
        : never
      : never
    : never;

/** `true` for a way that fits, the state of one that does not. */
type Fitting<Found, Path extends string, Wanted> =
  Found extends Held<infer T, infer By> ? ([At<T, Path>] extends [Wanted] ? true : By) : never;

/** What is read of a variable that no state before assigns, or not by each way. */
export type Unassigned<Found, Name extends string, Shown extends string> =
  Extract<Found, Missing> extends Missing<infer Way>
    ? Fault<`'${Shown}': there is a way to here that does not assign '${Name}': ${Way & string}`>
    : never;

export type NoVariables = Record<never, never>;
/** Beside a context object. */
export type VariablesOf<Context> = Context extends WithVariables<infer Variables> ? Variables : NoVariables;

/** What `$name`, with whatever follows the name, reads on every way that leads here. `Rest`: without its `$`. */
export type ReadVariable<Context, Rest extends string, Shown extends string> =
  NameOf<Rest> extends infer Name extends string
    ? Rest extends `${Name}${infer After}`
      ? Variable<VariablesOf<Context>, Name, After, Shown>
      : never
    : never;

type NameOf<Rest extends string> = Rest extends `${infer Before}.${string}`
  ? Before extends `${infer Name}[${string}`
    ? Name
    : Before
  : Rest extends `${infer Name}[${string}`
    ? Name
    : Rest;

type Variable<Variables, Name extends string, After extends string, Shown extends string> = Name extends keyof Variables
  ? Variables[Name] extends infer Found
    ? [Extract<Found, Missing>] extends [never]
      ? Found extends Held<infer T>
        ? At<T, `$${After}`, Shown>
        : never
      : Unassigned<Found, Name, Shown>
    : never
  : Fault<`'${Shown}': there is a way to here that does not assign '${Name}'`>;
