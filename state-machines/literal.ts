import type { LambdaTask } from './lambda-task';

/**
 * What a machine is written in: Amazon States Language with JSONPath, in camel case. A string that starts with `$` is
 * a path (`$.state`) or reads the context object (`$$.Execution.Id`), wherever a value may stand.
 * https://states-language.net/spec.html
 */
export interface MachineLiteral {
  readonly comment?: string;
  readonly startAt: string;
  /** The whole execution's limit; States.Timeout can't be caught at this level. */
  readonly timeoutSeconds?: number;
  readonly states: Readonly<Record<string, StateLiteral>>;
}

export type StateLiteral = TaskLiteral | PassLiteral | ChoiceLiteral | WaitLiteral | SucceedLiteral | FailLiteral;

/** No null in a list: asl-validator refuses it there, and takes it everywhere else. */
export type Template = ListedTemplate | null;
type ListedTemplate = string | number | boolean | readonly ListedTemplate[] | TemplateFields;
export interface TemplateFields {
  readonly [field: string]: Template;
}

interface Commented {
  readonly comment?: string;
}

interface Placed {
  /** Where the result goes: `$.field` adds it to the state's input, null discards it; absent, it is the output. */
  readonly resultPath?: `$.${string}` | null;
}

/** Runs a Lambda function by its ARN; without `parameters` the handler gets the whole payload. */
export interface TaskLiteral extends Commented, Placed {
  readonly type: 'Task';
  readonly run: LambdaTask;
  readonly parameters?: TemplateFields;
  readonly timeoutSeconds?: number;
  /** Must be less than `timeoutSeconds`. */
  readonly heartbeatSeconds?: number;
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
  readonly next: string;
}

export interface PassLiteral extends Commented, Placed {
  readonly type: 'Pass';
  readonly parameters?: TemplateFields;
  readonly next: string;
}

export interface ChoiceLiteral extends Commented {
  readonly type: 'Choice';
  /** The first rule that holds decides. */
  readonly choices: readonly [ChoiceRule, ...ChoiceRule[]];
  /** Required here, so that no execution fails with States.NoChoiceMatched. */
  readonly default: string;
}

export type ChoiceRule = EqualityRule | NumberRule;

export interface EqualityRule {
  readonly variable: string;
  readonly oneOf: readonly [string | number | boolean, ...(string | number | boolean)[]];
  readonly next: string;
}

/** Exactly one of the comparisons: all that are given are rendered, and ASL takes one. */
export type NumberRule = { readonly variable: string; readonly next: string } & (
  | { readonly lessThan: number }
  | { readonly atMost: number }
  | { readonly moreThan: number }
  | { readonly atLeast: number }
);

export type WaitLiteral = Commented & { readonly type: 'Wait'; readonly next: string } & (
    { readonly seconds: number } | { readonly secondsPath: string }
  );

export interface SucceedLiteral extends Commented {
  readonly type: 'Succeed';
}

/** `error` and `cause` are texts, or paths to texts. */
export interface FailLiteral extends Commented {
  readonly type: 'Fail';
  readonly error: string;
  readonly cause: string;
}

export interface Retrier {
  readonly errorEquals: ErrorNames;
  /** Before the first retry; ASL's default is 1. */
  readonly intervalSeconds?: number;
  /** Retries, not counting the first attempt; ASL's default is 3. */
  readonly maxAttempts?: number;
  readonly backoffRate?: number;
  readonly maxDelaySeconds?: number;
  readonly jitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher {
  readonly errorEquals: ErrorNames;
  /** Where `{ Error, Cause }` goes, beside the state's input; absent, it replaces the payload. */
  readonly resultPath?: `$.${string}` | null;
  readonly next: string;
}

export type ErrorNames = readonly [string, ...string[]];
