import type { Fault } from './fault';

/** A fault at each field that is not in `Known`: intersected types are not checked for excess fields by themselves. */
export type UnknownFields<Fields, Known, Owner extends string> = [Exclude<Fields, Known>] extends [never]
  ? unknown
  : { readonly [Field in Exclude<Fields, Known> & string]: Fault<UnknownField<Field, Owner>> };

type UnknownField<Field extends string, Owner extends string> = Field extends
  | 'arguments'
  | 'output'
  | 'items'
  | 'condition'
  ? `${Owner} takes no '${Field}': that is JSONata's`
  : Lowercase<Field> extends 'assign'
    ? `${Owner} takes no '${Field}': variables are assigned by every state but Succeed and Fail, by a choice and by a Catch`
    : `${Owner} takes no '${Field}'`;

/** How many of `Fields` an object has, as far as it matters. */
export type CountOf<Fields> = [Fields] extends [never] ? 'none' : IsUnion<Fields> extends true ? 'many' : 'one';

type IsUnion<T, Each = T> = Each extends unknown ? ([T] extends [Each] ? false : true) : never;

/** A result may be placed in a new field, or in one whose type it fits; so a loop can't change a field's type. */
export type CheckedResultPath<Payload, Result, Path> = Path extends `$.${infer Fields}`
  ? Fields extends
      | ''
      | `.${string}`
      | `${string}.`
      | `${string}..${string}`
      | `${string}${'[' | ']' | '*' | '?'}${string}`
    ? Fault<`resultPath '${Path}': name a field, as in $.field or $.field.field`>
    : [Conflict<Payload, Result, Fields>] extends [never]
      ? unknown
      : Fault<`resultPath '${Path}' would change the type of the payload's field '${Conflict<Payload, Result, Fields> & string}'`>
  : unknown;

type Conflict<Payload, Result, Fields> = Payload extends unknown
  ? Fields extends `${infer Field}.${infer Rest}`
    ? Field extends keyof Payload
      ? Payload[Field] extends object
        ? Conflict<Payload[Field], Result, Rest>
        : Field
      : never
    : Fields extends keyof Payload
      ? [Result] extends [Payload[Fields]]
        ? never
        : Fields
      : never
  : never;
