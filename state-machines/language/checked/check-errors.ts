import type { Fault } from './fault';
import type { RESERVED_ERRORS } from '../problems/reserved-errors';

type Reserved = (typeof RESERVED_ERRORS)[number] | `States.Http.StatusCode.${number}`;

type Names<Clause> = Clause extends { errorEquals: readonly (infer Name extends string)[] } ? Name : never;

/**
 * A Retry or Catch clause's `errorEquals`: known reserved names, of others those that the task may fail with, and
 * States.ALL alone and in the last clause.
 */
export type CheckedErrorNames<Clauses, Clause, Errors extends string> =
  Exclude<Extract<Names<Clause>, `States.${string}`>, Reserved> extends infer Misspelt extends string
    ? [Misspelt] extends [never]
      ? AllIsAlone<Names<Clause>> extends true
        ? AllIsLast<Clauses> extends true
          ? CheckedOwn<Exclude<Names<Clause>, `States.${string}`>, Errors>
          : Fault<`States.ALL must stand in the last clause: those after it never match`>
        : Fault<`States.ALL must stand alone in its errorEquals`>
      : Fault<`'${Misspelt}' is no error name of the States Language`>
    : never;

type CheckedOwn<Name extends string, Errors extends string> = [Name] extends [Errors]
  ? unknown
  : Exclude<Name, Errors> extends infer Other extends string
    ? Fault<`'${Other}' is no error of this task: write ${Meant<Other, Errors>}`>
    : never;

/** The error of that name, or the one for what the service's model has none for: `Athena.AthenaException`. */
type Meant<Name extends string, Errors extends string> = [Extract<Errors, `${string}.${Name}`>] extends [never]
  ? `a name as '${General<Errors>}'`
  : `'${Extract<Errors, `${string}.${Name}`>}'`;
type General<Errors> = Errors extends `${infer Prefix}.${infer Name}`
  ? string extends Name
    ? `${Prefix}.…`
    : Name extends `${Prefix}Exception`
      ? Errors
      : never
  : never;

type AllIsAlone<Name> = 'States.ALL' extends Name
  ? [Name] extends ['States.ALL']
    ? true
    : string extends Name
      ? true
      : false
  : true;

type AllIsLast<Clauses> = Clauses extends readonly [...infer Before, unknown]
  ? string extends Names<Before[number]>
    ? true
    : 'States.ALL' extends Names<Before[number]>
      ? false
      : true
  : true;
