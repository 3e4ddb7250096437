import type { ChoiceRule } from './choice-literal';
import type { Credentials } from './credentials';
import type { Call } from './intrinsic';
import type { Expression, QueryLanguage } from './jsonata';
import type { ItemReader, ResultWriter } from './map-storage';
import type { Runnable } from './runnable';
import type { Json, Path, Template, TemplateFields } from './template';

/**
 * What a machine is written in: Amazon States Language, in camel case. In JSONPath a string that starts with `$` is a path
 * (`$.state`) or reads the context object (`$$.Execution.Id`), wherever a template's value may stand; in JSONata
 * `{% … %}` is an expression. A field that one of the two has alone says so in `jsonata.ts`.
 * https://states-language.net/spec.html
 */
export interface MachineLiteral extends BranchLiteral {
  /** The whole execution's limit; States.Timeout can't be caught at this level. */
  readonly timeoutSeconds?: number;
  /** Of all states that say no other; in JSONata none may say JSONPath. */
  readonly queryLanguage?: QueryLanguage;
}

/** A machine within a machine: a branch of a Parallel. */
export interface BranchLiteral {
  readonly comment?: string;
  readonly startAt: string;
  readonly states: Readonly<Record<string, StateLiteral>>;
}

export type StateLiteral =
  | TaskLiteral
  | PassLiteral
  | ChoiceLiteral
  | WaitLiteral
  | ParallelLiteral
  | MapLiteral
  | SucceedLiteral
  | FailLiteral;

export interface Commented {
  readonly comment?: string;
  readonly queryLanguage?: QueryLanguage;
}

/** What a state gets and hands on, before and after it does its work; null stands for `{}`. */
export interface Filtered extends Commented {
  readonly inputPath?: Path | null;
  readonly outputPath?: Path | null;
  /** In JSONata: what the state hands on, in place of its result. */
  readonly output?: Template;
}

/** One of the two. */
export interface Onward {
  readonly next?: string;
  readonly end?: true;
}

export interface Assigning {
  /**
   * Variables, read as `$name` by the states after it: made of the result (`$`, before a resultSelector; of a Choice and a Wait
   * what they work on), the context object and the variables as they were.
   */
  readonly assign?: TemplateFields;
}

export interface Placed {
  /** Where the result goes: `$.field` adds it to the state's input, null discards it; absent, it is the output. */
  readonly resultPath?: `$.${string}` | null;
}

/** States that make a result, and may fail. */
export interface Working extends Filtered, Onward, Placed, Assigning {
  /** Made of the result (`$`) and the context object, in its place. */
  readonly resultSelector?: TemplateFields;
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
}

/** Runs a Lambda function, an activity or a service's action; a function without `parameters` gets the whole payload. */
export interface TaskLiteral extends Working {
  readonly type: 'Task';
  readonly run: Runnable;
  readonly parameters?: TemplateFields;
  /** In JSONata, what the handler or the action is given. */
  readonly arguments?: Template;
  readonly credentials?: Credentials;
  /** Of the two ways to give each limit, one. */
  readonly timeoutSeconds?: number | Expression;
  readonly timeoutSecondsPath?: Path;
  /** Must be less than `timeoutSeconds`. */
  readonly heartbeatSeconds?: number | Expression;
  readonly heartbeatSecondsPath?: Path;
}

/** Hands on its input, or `parameters`, or `result` as it stands: no path in it is read. */
export interface PassLiteral extends Filtered, Onward, Placed, Assigning {
  readonly type: 'Pass';
  readonly parameters?: TemplateFields;
  /** Null is none to AWS. */
  readonly result?: Exclude<Json, null>;
}

/** Its own `assign` and `output` are for what no rule takes: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export interface ChoiceLiteral extends Filtered, Assigning {
  readonly type: 'Choice';
  /** The first rule that holds decides. */
  readonly choices: readonly [ChoiceRule, ...ChoiceRule[]];
  /** For what no rule takes. `null` is none, said in the open: an execution then fails with States.NoChoiceMatched. */
  readonly default: string | null;
}

/** Exactly one of the four. */
export interface WaitLiteral extends Filtered, Onward, Assigning {
  readonly type: 'Wait';
  readonly seconds?: number | Expression;
  readonly secondsPath?: Path;
  /** RFC 3339: `2026-11-01T08:00:00Z`. */
  readonly timestamp?: string | Expression;
  readonly timestampPath?: Path;
}

/** Runs its branches at once, each on the same input; the result is the list of what they give. */
export interface ParallelLiteral extends Working {
  readonly type: 'Parallel';
  readonly parameters?: TemplateFields;
  readonly arguments?: Template;
  readonly branches: readonly [BranchLiteral, ...BranchLiteral[]];
}

/**
 * Runs its processor once per item; the result is the list of what it gives. Items come from `itemsPath`, or are the
 * input, which is then a list; of a distributed Map also from S3.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export interface MapLiteral extends Working {
  readonly type: 'Map';
  readonly itemsPath?: Path;
  /** The same in JSONata: a list, or an expression that gives one. */
  readonly items?: Expression | readonly Template[];
  /** In place of the item: of the Map's input (`$`) and `$$.Map.Item.Value` and `.Index`. */
  readonly itemSelector?: TemplateFields;
  readonly itemProcessor: ProcessorLiteral;
  /** 0, ASL's default, sets no limit of its own. */
  readonly maxConcurrency?: number | Expression;
  readonly maxConcurrencyPath?: Path;

  // Only where the processor's mode is DISTRIBUTED:
  readonly label?: string;
  readonly itemReader?: {
    readonly read: ItemReader;
    readonly parameters?: TemplateFields;
    /** The same in JSONata. */
    readonly arguments?: TemplateFields;
    readonly maxItems?: number | Expression;
    readonly maxItemsPath?: Path;
  };
  /** Hands the processor `{ Items, BatchInput }`. */
  readonly itemBatcher?: {
    readonly maxItemsPerBatch?: number | Expression;
    readonly maxItemsPerBatchPath?: Path;
    readonly maxInputBytesPerBatch?: number | Expression;
    readonly maxInputBytesPerBatchPath?: Path;
    readonly batchInput?: TemplateFields;
  };
  readonly resultWriter?: {
    readonly write: ResultWriter;
    readonly parameters?: TemplateFields;
    /** The same in JSONata. */
    readonly arguments?: TemplateFields;
  };
  readonly toleratedFailureCount?: number | Expression;
  readonly toleratedFailureCountPath?: Path;
  readonly toleratedFailurePercentage?: number | Expression;
  readonly toleratedFailurePercentagePath?: Path;
}

/** Absent, the mode is INLINE: in the same execution, with its history. DISTRIBUTED starts an execution per item or batch. */
export interface ProcessorLiteral extends BranchLiteral {
  readonly processorConfig?:
    | { readonly mode: 'INLINE' }
    | { readonly mode: 'DISTRIBUTED'; readonly executionType: 'STANDARD' | 'EXPRESS' };
}

export interface SucceedLiteral extends Filtered {
  readonly type: 'Succeed';
}

/** `error` and `cause` are texts, or paths to texts, or calls that give one. */
export interface FailLiteral extends Commented {
  readonly type: 'Fail';
  readonly error?: Path | Call;
  readonly cause?: Path | Call;
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
  readonly comment?: string;
}

/** It assigns of `{ Error, Cause }` (`$`), in JSONata of `$states.errorOutput`, and of the variables as they were. */
export interface Catcher extends Assigning {
  readonly errorEquals: ErrorNames;
  /** Where `{ Error, Cause }` goes, beside the state's input; absent, it replaces the payload. */
  readonly resultPath?: `$.${string}` | null;
  /** In JSONata, of `$states.errorOutput` too. */
  readonly output?: Template;
  readonly next: string;
  readonly comment?: string;
}

export type ErrorNames = readonly [string, ...string[]];
