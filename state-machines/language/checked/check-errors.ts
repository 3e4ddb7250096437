import type { Fault } from './fault';
import type { RESERVED_ERRORS } from '../problems/reserved-errors';

type Reserved = (typeof RESERVED_ERRORS)[number];

type Names<Clause> = Clause extends { errorEquals: readonly (infer Name extends string)[] } ? Name : never;

/** A Retry or Catch clause's `errorEquals`: known reserved names, and States.ALL alone and in the last clause. */
export type CheckedErrorNames<Clauses, Clause> =
  Exclude<Extract<Names<Clause>, `States.${string}`>, Reserved> extends infer Misspelt extends string
    ? [Misspelt] extends [never]
      ? AllIsAlone<Names<Clause>> extends true
        ? AllIsLast<Clauses> extends true
          ? unknown
          : Fault<`States.ALL must stand in the last clause: those after it never match`>
        : Fault<`States.ALL must stand alone in its errorEquals`>
      : Fault<`'${Misspelt}' is no error name of the States Language`>
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
