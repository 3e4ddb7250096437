import type { Fault } from './fault';

/** A fault at each field that is not in `Known`: intersected types are not checked for excess fields by themselves. */
export type UnknownFields<Fields, Known, Owner extends string> = [Exclude<Fields, Known>] extends [never]
  ? unknown
  : { readonly [Field in Exclude<Fields, Known> & string]: Fault<UnknownField<Field, Owner>> };

type UnknownField<Field extends string, Owner extends string> =
  Lowercase<Field> extends 'querylanguage' | 'assign' | 'arguments' | 'output'
    ? `${Owner} takes no '${Field}': JSONata and variables are refused, as the local run would ignore them silently`
    : `${Owner} takes no '${Field}'`;

/** A result may be placed in a new field, or in one whose type it fits; so a loop can't change a field's type. */
export type CheckedResultPath<Payload, Result, Path> = Path extends `$.${infer Field}`
  ? Field extends '' | `${string}${'.' | '['}${string}`
    ? Fault<`resultPath '${Path}': name one field, as in $.field`>
    : [Conflict<Payload, Result, Field>] extends [never]
      ? unknown
      : Fault<`resultPath '${Path}' would change the type of the payload's field '${Field}'`>
  : unknown;

type Conflict<Payload, Result, Field> = Payload extends unknown
  ? Field extends keyof Payload
    ? [Result] extends [Payload[Field]]
      ? never
      : Field
    : never
  : never;
