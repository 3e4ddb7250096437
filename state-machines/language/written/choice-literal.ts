import type { Expression } from './jsonata';
import type { Path, Template, TemplateFields } from './template';

type Scalar = string | number | boolean;

/** What a comparison may compare with, by operator. https://states-language.net/spec.html#choice-state */
interface Literals {
  readonly stringEquals: string;
  readonly stringLessThan: string;
  readonly stringGreaterThan: string;
  readonly stringLessThanEquals: string;
  readonly stringGreaterThanEquals: string;
  readonly numericEquals: number;
  readonly numericLessThan: number;
  readonly numericGreaterThan: number;
  readonly numericLessThanEquals: number;
  readonly numericGreaterThanEquals: number;
  readonly booleanEquals: boolean;
  /** RFC 3339: `2026-11-01T08:00:00Z`. */
  readonly timestampEquals: string;
  readonly timestampLessThan: string;
  readonly timestampGreaterThan: string;
  readonly timestampLessThanEquals: string;
  readonly timestampGreaterThanEquals: string;
}

interface TypeTests {
  readonly isNull: boolean;
  /** The one that may ask for a field that is not there. */
  readonly isPresent: boolean;
  readonly isNumeric: boolean;
  readonly isString: boolean;
  readonly isBoolean: boolean;
  readonly isTimestamp: boolean;
}

/** `…Path` compares with what a path reads; `*` in `stringMatches` stands for any characters. */
type Operands = Literals & { readonly [Operator in keyof Literals as `${Operator}Path`]: Path } & TypeTests & {
    readonly stringMatches: string;
    /** Ours: holds when the variable is one of these, each a literal of its type. */
    readonly oneOf: readonly [Scalar, ...Scalar[]];
  };

export type Operator = keyof Operands;
export type TypeTest = keyof TypeTests;

/** A variable, and exactly one comparison. */
export type Comparison = { readonly variable: Path } & { readonly [Name in Operator]?: Operands[Name] };

/** Exactly one of a comparison, `and`, `or` and `not`. */
export type Condition =
  | Comparison
  | { readonly and: readonly [Condition, ...Condition[]] }
  | { readonly or: readonly [Condition, ...Condition[]] }
  | { readonly not: Condition };

interface Chosen {
  readonly next: string;
  readonly comment?: string;
  /** In place of what the Choice itself assigns. */
  readonly assign?: TemplateFields;
}

/** A rule in JSONPath. */
export type PathRule = Condition & Chosen;
/** One in JSONata. */
export interface JsonataRule extends Chosen {
  readonly condition: Expression | boolean;
  /** What the Choice hands on. */
  readonly output?: Template;
}
export type ChoiceRule = PathRule | JsonataRule;
