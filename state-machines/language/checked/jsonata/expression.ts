import type { Fault } from '../fault';
import type { Held, Missing, Unassigned, VariablesOf } from '../path';
import type { Follow } from './follow';

/**
 * The type that an expression's body gives, as far as it is read: a path into `$states` or a variable, a literal, and
 * operators between these with a space on each side. `unknown` where anything else stands: functions, lists, filters,
 * brackets. It is read from left to right, so that what was read is an operand for sure, whatever follows.
 */
export type ValueOf<States, Context, Body extends string> = Chain<States, Context, Trim<Body>>;

declare const unread: unique symbol;
interface Unread {
  readonly [unread]: true;
}
/** `never` is read: it is what a loop adds that is met again. */
type IsUnread<Value> = [Value] extends [never] ? false : [Value] extends [Unread] ? true : false;

type Trim<Text extends string> = Text extends ` ${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest} `
    ? Trim<Rest>
    : Text;

type Arithmetic = '+' | '-' | '*' | '/' | '%';
type Order = '<' | '<=' | '>' | '>=';
type Equality = '=' | '!=';
type Logic = 'and' | 'or';
type Operator = Arithmetic | Order | Equality | Logic | '&' | 'in';

/** Operands that are read of one expression: more would cost more than they tell. */
type Most = 16;

/**
 * `Kind`: what the operators so far make of their operands. `Left`: the operand before `Op`, as [type, text], where it is
 * one by itself.
 */
type Chain<
  States,
  Context,
  Text extends string,
  Kind = 'operand',
  Op extends string = '',
  Left = never,
  Count extends readonly unknown[] = [],
> = Count['length'] extends Most
  ? unknown
  : Split<Text> extends readonly [infer Shown extends string, infer After extends string]
    ? Operand<States, Context, Shown> extends infer Value
      ? IsUnread<Value> extends true
        ? unknown
        : After extends ''
          ? [Misfit<Value, Shown, Op, '', Left>] extends [never]
            ? Given<Kind, Value>
            : Misfit<Value, Shown, Op, '', Left>
          : After extends `${infer Next extends Operator} ${infer Rest}`
            ? [Misfit<Value, Shown, Op, Next, Left>] extends [never]
              ? Chain<
                  States,
                  Context,
                  Trim<Rest>,
                  KindWith<Kind, Next>,
                  Next,
                  Op extends '' | Logic ? readonly [Value, Shown] : never,
                  [...Count, 0]
                >
              : Misfit<Value, Shown, Op, Next, Left>
            : unknown
      : never
    : never;

/** The first operand and what follows it. */
type Split<Text extends string> = Text extends `'${infer Inside}'${infer After}`
  ? readonly [`'${Inside}'`, Trim<After>]
  : Text extends `"${infer Inside}"${infer After}`
    ? readonly [`"${Inside}"`, Trim<After>]
    : Text extends `${infer Head} ${infer After}`
      ? readonly [Head, Trim<After>]
      : readonly [Text, ''];

type KindWith<Kind, Op> = Kind extends 'boolean'
  ? 'boolean'
  : Op extends '&'
    ? 'text'
    : Op extends '+' | '-'
      ? 'number'
      : Op extends Arithmetic
        ? Kind extends 'text'
          ? 'text'
          : 'number'
        : 'boolean';

type Given<Kind, Value> = Kind extends 'operand'
  ? Value
  : Kind extends 'boolean'
    ? boolean
    : Kind extends 'text'
      ? string
      : number;

/** Of what an operand may hold: it is read, and stops the reading where it is more than is read. */
type Special =
  | ('(' | ')' | '[' | ']' | '{' | '}' | '+' | '-' | '*' | '/' | '%' | '&' | '=' | '<' | '>' | '!')
  | ('?' | ':' | ';' | ',' | '|' | '^' | '@' | '#' | '~' | "'" | '"' | '`' | '\\' | '\n' | '\t' | '..');

type Operand<States, Context, Text extends string> = Text extends `$states.${infer Path}`
  ? Path extends `${string}${Special}${string}`
    ? Unread
    : Follow<States, Path, Text>
  : Text extends `$${infer Rest}`
    ? Rest extends '' | 'states' | `$${string}` | `.${string}` | `${string}${Special}${string}`
      ? Unread
      : Rest extends `${infer Name}.${infer Path}`
        ? Variable<VariablesOf<Context>, Name, Path, Text>
        : Variable<VariablesOf<Context>, Rest, '', Text>
    : Text extends 'true'
      ? true
      : Text extends 'false'
        ? false
        : Text extends 'null'
          ? null
          : Text extends `${infer Value extends number}`
            ? Value
            : Text extends `'${infer Value}'` | `"${infer Value}"`
              ? Value extends `${string}\\${string}`
                ? string
                : Value
              : Unread;

type Variable<Variables, Name extends string, Path extends string, Shown extends string> = Name extends keyof Variables
  ? Variables[Name] extends infer Found
    ? [Extract<Found, Missing>] extends [never]
      ? Found extends Held<infer T>
        ? Path extends ''
          ? T
          : Follow<T, Path, Shown>
        : never
      : Unassigned<Found, Name, Shown>
    : never
  : Fault<`'${Shown}': there is a way to here that does not assign '${Name}'`>;

/** `never`, or what is wrong with an operand between the operators before and after it. */
type Misfit<Value, Shown extends string, Op extends string, Next extends string, Left> = [
  Extract<Value, Fault<string>>,
] extends [never]
  ? unknown extends Value
    ? never
    : undefined extends Value
      ? [Op | Next] extends [Equality | Logic | '&' | 'in' | '']
        ? [Op | Next] extends ['']
          ? Absent<Shown>
          : Compared<Value, Shown, Op, Next, Left>
        : Absent<Shown>
      : [Extract<Op | Next, Arithmetic>] extends [never]
        ? Compared<Value, Shown, Op, Next, Left>
        : [Value] extends [number]
          ? never
          : Fault<`'${Shown}' is not a number`>
  : Extract<Value, Fault<string>>;

type Absent<Shown extends string> = Fault<`'${Shown}' may be absent here: it would give nothing, which is an error`>;

/** Of two operands that stand by themselves on the two sides of a comparison. */
type Compared<Value, Shown extends string, Op, Next, Left> = Next extends '' | Logic
  ? [Left] extends [readonly [infer Other, infer OtherShown extends string]]
    ? unknown extends Other
      ? never
      : Op extends Equality
        ? [Other & Value] extends [never]
          ? [Other] extends [never]
            ? never
            : [Value] extends [never]
              ? never
              : Fault<`'${OtherShown}' is never ${Shown}`>
          : never
        : Op extends Order
          ? [Other, Value] extends [number, number] | [string, string]
            ? never
            : Fault<`'${OtherShown}' and ${Shown}: a comparison by order takes two numbers or two texts`>
          : never
    : never
  : never;
