/** What an execution environment is told and what it answers: JSON over its channel. Times are milliseconds. */
export interface Start {
  readonly kind: 'start';
  /** `index.handler` */
  readonly handler: string;
  /** All that the function sees of its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly clockOffset: number;
}

/** `payload` is a JSON text. */
export interface InvokeMessage {
  readonly payload: string;
  /** What to add to real time so that `Date` tells the account's time. */
  readonly clockOffset: number;
  /** By real time. */
  readonly deadline: number;
  readonly context: Readonly<Record<string, string>>;
}

export type ParentMessage = Start | ({ readonly kind: 'invoke' } & InvokeMessage);

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type ChildMessage =
  /** The module is loaded. */
  | { readonly kind: 'ready' }
  /** A JSON text. */
  | { readonly kind: 'result'; readonly result: string }
  /** `ends`: the environment goes down with it. */
  | { readonly kind: 'error'; readonly error: FunctionError; readonly ends?: true };

/** Of an answer, 6 MB and a little: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const largestAnswer = 6_291_556;
