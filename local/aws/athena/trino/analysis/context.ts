import { type Expression, type Query, type WindowSpecification } from '../grammar/ast';
import { type Position } from '../grammar/token';
import { type TrinoType } from '../types/type';
import { type Scope, type Typed } from './scope';

/** Where an expression stands. */
export interface Context {
  readonly scope: Scope;
  /** For messages: `WHERE clause`. */
  readonly clause: string;
  /** Answers for expressions that the groups or their aggregates hold already. */
  readonly known?: (expression: Expression) => Typed | undefined;
  /** Present where windows may stand: those that have names, each with what it takes from another. */
  readonly windows?: ReadonlyMap<string, WindowSpecification>;
  /** Of the SELECT around, where Trino tells of some faults of windows. */
  readonly select?: Position;
  /** How many lambdas are around. */
  readonly lambdas?: number;
}

export interface AnalysedQuery {
  readonly sql: string;
  readonly columns: readonly { readonly name?: string; readonly type: TrinoType }[];
}

/** Analyses what stands inside an expression: expressions, calls and queries. */
export interface Analysis {
  /** The moment of the query, for `now()`. */
  readonly now: Date;
  readonly sql: string;
  expression(expression: Expression, context: Context): Typed;
  query(query: Query, outer: Scope): AnalysedQuery;
}
