import { type Position } from './token';

export interface Name extends Position {
  /** As written, without quotes: names compare without regard to case. */
  readonly text: string;
}

interface Node extends Position {
  /** The node's place in the query's text. */
  readonly start: number;
  readonly end: number;
}

export interface TypeName {
  /** In lower case: `decimal`, `array`, `row`, `timestamp with time zone`. */
  readonly name: string;
  readonly numbers: readonly number[];
  readonly types: readonly TypeName[];
  readonly fields: readonly (string | undefined)[];
}

export interface SortItem extends Position {
  readonly value: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface FrameBound {
  readonly kind: 'unbounded preceding' | 'preceding' | 'current row' | 'following' | 'unbounded following';
  readonly value?: Expression;
}

export interface Frame extends Position {
  readonly unit: 'ROWS' | 'RANGE' | 'GROUPS';
  readonly start: FrameBound;
  readonly end?: FrameBound;
}

export interface WindowSpecification extends Position {
  readonly base?: Name;
  readonly partition: readonly Expression[];
  readonly order: readonly SortItem[];
  /** Of the words ORDER BY. */
  readonly orderAt: Position;
  readonly frame?: Frame;
}

export interface Call extends Node {
  readonly kind: 'call';
  /** In lower case. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly star: boolean;
  readonly distinct: boolean;
  readonly order: readonly SortItem[];
  readonly filter?: Expression;
  readonly ignoreNulls: boolean;
  readonly over?: WindowSpecification | Name;
}

export type Expression =
  | (Node & { readonly kind: 'null' | 'star' })
  | (Node & { readonly kind: 'boolean'; readonly value: boolean })
  | (Node & { readonly kind: 'integer' | 'decimal' | 'double' | 'string' | 'binary'; readonly value: string })
  | (Node & { readonly kind: 'typed'; readonly type: TypeName; readonly value: string })
  | (Node & {
      readonly kind: 'interval';
      readonly negative: boolean;
      readonly value: string;
      readonly unit: string;
      readonly to?: string;
    })
  | (Node & { readonly kind: 'column'; readonly parts: readonly Name[] })
  | (Node & { readonly kind: 'field'; readonly base: Expression; readonly name: Name })
  | Call
  | (Node & { readonly kind: 'negate' | 'not'; readonly value: Expression })
  | (Node & {
      readonly kind: 'arithmetic';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Node & {
      readonly kind: 'compare';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Node & {
      readonly kind: 'quantified';
      readonly operator: string;
      readonly quantifier: 'ALL' | 'ANY';
      readonly value: Expression;
      readonly query: Query;
    })
  | (Node & { readonly kind: 'and' | 'or'; readonly terms: readonly Expression[] })
  | (Node & { readonly kind: 'is null'; readonly not: boolean; readonly value: Expression })
  | (Node & {
      readonly kind: 'distinct from';
      readonly not: boolean;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Node & {
      readonly kind: 'between';
      readonly not: boolean;
      readonly value: Expression;
      readonly low: Expression;
      readonly high: Expression;
    })
  | (Node & {
      readonly kind: 'in list';
      readonly not: boolean;
      readonly value: Expression;
      readonly list: readonly Expression[];
    })
  | (Node & { readonly kind: 'in query'; readonly not: boolean; readonly value: Expression; readonly query: Query })
  | (Node & {
      readonly kind: 'like';
      readonly not: boolean;
      readonly value: Expression;
      readonly pattern: Expression;
      readonly escape?: Expression;
    })
  | (Node & { readonly kind: 'exists' | 'subquery'; readonly query: Query })
  | (Node & {
      readonly kind: 'case';
      readonly operand?: Expression;
      readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
      readonly otherwise?: Expression;
    })
  | (Node & { readonly kind: 'cast'; readonly value: Expression; readonly type: TypeName; readonly safe: boolean })
  | (Node & { readonly kind: 'at time zone'; readonly value: Expression; readonly zone: Expression })
  | (Node & { readonly kind: 'extract'; readonly part: string; readonly value: Expression })
  | (Node & { readonly kind: 'array' | 'row'; readonly items: readonly Expression[] })
  | (Node & { readonly kind: 'subscript'; readonly base: Expression; readonly index: Expression })
  | (Node & { readonly kind: 'lambda'; readonly parameters: readonly Name[]; readonly body: Expression })
  | (Node & { readonly kind: 'current'; readonly what: string });

export type SelectItem =
  | { readonly kind: 'all'; readonly at: Position; readonly qualifier?: readonly Name[] }
  | { readonly kind: 'one'; readonly value: Expression; readonly alias?: Name };

export type Grouping =
  | { readonly kind: 'simple'; readonly items: readonly Expression[] }
  | { readonly kind: 'rollup' | 'cube'; readonly sets: readonly (readonly Expression[])[] }
  | { readonly kind: 'sets'; readonly sets: readonly (readonly Expression[])[] };

export type Relation = Position &
  (
    | { readonly kind: 'table'; readonly parts: readonly Name[] }
    | { readonly kind: 'query' | 'lateral'; readonly query: Query }
    | { readonly kind: 'unnest'; readonly values: readonly Expression[]; readonly ordinality: boolean }
    | { readonly kind: 'alias'; readonly relation: Relation; readonly alias: Name; readonly columns?: readonly Name[] }
    | {
        readonly kind: 'join';
        readonly type: 'CROSS' | 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';
        readonly left: Relation;
        readonly right: Relation;
        readonly on?: Expression;
        readonly using?: readonly Name[];
      }
  );

export interface Select extends Position {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from?: Relation;
  readonly where?: Expression;
  readonly group?: readonly Grouping[];
  readonly having?: Expression;
  readonly windows: readonly { readonly name: Name; readonly window: WindowSpecification }[];
}

export type QueryBody =
  | Select
  | (Position & { readonly kind: 'values'; readonly rows: readonly Expression[] })
  | (Position & { readonly kind: 'nested'; readonly query: Query })
  | (Position & {
      readonly kind: 'set';
      readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
      readonly all: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
    });

export interface CommonTable extends Position {
  readonly name: Name;
  readonly columns?: readonly Name[];
  readonly query: Query;
}

export interface Query extends Position {
  readonly with: readonly CommonTable[];
  readonly body: QueryBody;
  readonly order: readonly SortItem[];
  readonly offset?: string;
  readonly limit?: string;
}
