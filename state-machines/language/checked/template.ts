import type { Assumed, Call } from '../written/intrinsic';
import type { CallValue } from './call-value';
import type { Fault, IndexOf, Item } from './fault';
import type { Read } from './path';

/** The type of a payload template once its paths are read. Faults are left out: `CheckedTemplate` reports them. */
export type Evaluate<Payload, Context, Template> = Template extends string
  ? Exclude<Read<Payload, Context, Template>, Fault<string>>
  : Template extends readonly unknown[]
    ? { -readonly [Index in keyof Template]: EvaluateItem<Payload, Context, Template[Index]> }
    : Template extends object
      ? Template extends Call<infer Name, infer Args>
        ? Exclude<CallValue<Payload, Context, Name, Args>, Fault<string>>
        : Template extends Assumed<infer T>
          ? T
          : { -readonly [Field in keyof Template]: Evaluate<Payload, Context, Template[Field]> }
      : Template;

type EvaluateItem<Payload, Context, Item> = Item extends string ? Item : Evaluate<Payload, Context, Item>;

/** `unknown`, or a fault at each path that can't be read and each field that `Wanted`, where it is known, lacks. */
export type CheckedTemplate<Payload, Context, Wanted, Template> = Template extends string
  ? Faults<Read<Payload, Context, Template>>
  : Template extends readonly unknown[]
    ? { [Index in IndexOf<Template>]: CheckedItem<Payload, Context, Item<Template, Index>> }
    : Template extends object
      ? Template extends Call<infer Name, infer Args>
        ? Faults<CallValue<Payload, Context, Name, Args>>
        : Template extends Assumed
          ? unknown
          : {
              [Field in keyof Template]: unknown extends Wanted
                ? CheckedTemplate<Payload, Context, unknown, Template[Field]>
                : Field extends FieldOf<Wanted>
                  ? CheckedTemplate<Payload, Context, FieldIn<Wanted, Field>, Template[Field]>
                  : Fault<`The handler takes no field '${Field & string}'`>;
            }
      : unknown;

type CheckedItem<Payload, Context, Item> = Item extends `\${${string}`
  ? unknown
  : Item extends `$${string}`
    ? Fault<`'${Item}': the States Language reads no path that stands in a list; name it in an object, or use array()`>
    : Item extends Call | Assumed
      ? Fault<'The States Language calls no function that stands in a list; name it in an object, or use array()'>
      : CheckedTemplate<Payload, Context, unknown, Item>;

/** `unknown`, or the faults among what was read. */
export type Faults<Value> = [Extract<Value, Fault<string>>] extends [never] ? unknown : Extract<Value, Fault<string>>;

type FieldOf<T> = T extends object ? keyof T : never;
type FieldIn<T, Field> = T extends object ? (Field extends keyof T ? T[Field] : never) : never;
