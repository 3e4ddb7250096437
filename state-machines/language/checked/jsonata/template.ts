import type { Assumed, Call } from '../../written/intrinsic';
import type { Otherwise } from '../check-value';
import type { Fault, IndexOf, Item } from '../fault';
import type { AssignedOtherwise } from '../path';
import type { ValueOf } from './expression';

/** The type of a template once its expressions are read. Faults are left out: `CheckedJsonata` reports them. */
export type EvaluateJsonata<States, Context, Template> = Template extends `{%${infer Body}%}`
  ? Exclude<ValueOf<States, Context, Body>, Fault<string>>
  : Template extends string
    ? Template
    : Template extends object
      ? Template extends Assumed<infer T>
        ? T
        : { -readonly [Field in keyof Template]: EvaluateJsonata<States, Context, Template[Field]> }
      : Template;

/**
 * `unknown`, or a fault at each expression that reads what is not there, or that gives what is not known where a type is
 * `Wanted`, and at each field that `Wanted` lacks.
 */
export type CheckedJsonata<States, Context, Wanted, Template> = Template extends `{%${infer Body}%}`
  ? Judged<ValueOf<States, Context, Body>, Wanted>
  : Template extends string
    ? unknown
    : Template extends readonly unknown[]
      ? { [Index in IndexOf<Template>]: CheckedJsonata<States, Context, unknown, Item<Template, Index>> }
      : Template extends object
        ? Template extends Assumed
          ? unknown
          : Template extends Call
            ? Fault<'JSONata calls no intrinsic function: write an expression'>
            : {
                [Field in keyof Template]: unknown extends Wanted
                  ? CheckedJsonata<States, Context, unknown, Template[Field]>
                  : Field extends FieldOf<Wanted>
                    ? CheckedJsonata<States, Context, FieldIn<Wanted, Field>, Template[Field]>
                    : Fault<`The handler takes no field '${Field & string}'`>;
              }
        : unknown;

type Judged<Value, Wanted> = [Extract<Value, Fault<string>>] extends [never]
  ? unknown extends Value
    ? unknown extends Wanted
      ? unknown
      : NotKnown
    : unknown
  : Extract<Value, Fault<string>>;

type NotKnown = Fault<'What this expression gives is not known here: vouch for it, as in assume<number>({% … %})'>;

/** `unknown` when a field of one value is a `Wanted`; `Words` say what that is. */
export type CheckedOne<States, Context, Template, Wanted, Words extends string> =
  CheckedJsonata<States, Context, Wanted, Template> extends infer Found
    ? unknown extends Found
      ? [EvaluateJsonata<States, Context, Template>] extends [Wanted]
        ? unknown
        : Template extends `{% ${infer Path} %}`
          ? [AssignedOtherwise<Context, Path, Wanted>] extends [never]
            ? Fault<`${ShownOf<Template>} is not ${Words}`>
            : Otherwise<Template, Words, AssignedOtherwise<Context, Path, Wanted>>
          : Fault<`${ShownOf<Template>} is not ${Words}`>
      : Found
    : never;

type ShownOf<Template> = Template extends string ? `'${Template}'` : 'What is given';

type FieldOf<T> = T extends object ? keyof T : never;
type FieldIn<T, Field> = T extends object ? (Field extends keyof T ? T[Field] : never) : never;
