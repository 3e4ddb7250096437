import type { Fault } from '../fault';

/**
 * What the names of a path read in `T`, with `undefined` where some way there lacks it. Of a list it is not known: one
 * that has one member is that member.
 */
export type Follow<T, Names extends string, Shown extends string> =
  T extends Fault<string>
    ? T
    : unknown extends T
      ? unknown
      : [Extract<T, readonly unknown[]>] extends [never]
        ? Names extends `${infer Name}.${infer Rest}`
          ? Follow<Step<T, Name, Shown>, Rest, Shown>
          : Step<T, Names, Shown>
        : unknown;

type Step<T, Name extends string, Shown extends string> = [Having<T, Name>] extends [never]
  ? Fault<`'${Shown}': there is no field '${Name}' here`>
  : FieldOf<T, Name>;

/** Those that may have the field: a text or a number has none. */
type Having<T, Name> = T extends object ? (Name extends keyof T ? T : never) : never;

type FieldOf<T, Name> = T extends object ? (Name extends keyof T ? T[Name] : undefined) : undefined;
