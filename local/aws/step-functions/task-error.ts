/** An error of a state, by the name that Retry and Catch match; the message is its Cause. */
export class TaskError extends Error {
  /** Both are read by the interpreter: false for what no `States.ALL` matches. */
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor(
    override readonly name: string,
    cause: string,
    matchable = true,
  ) {
    super(cause);
    this.isRetryable = matchable;
    this.isCatchable = matchable;
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export const runtimeError = (cause: string): TaskError => new TaskError('States.Runtime', cause, false);

/** Input and result of a state, in bytes. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const payloadLimit = 262_144;

export function checkSize(value: unknown, what: string): void {
  if (Buffer.byteLength(JSON.stringify(value) ?? '') <= payloadLimit) return;
  throw new TaskError(
    'States.DataLimitExceeded',
    `The ${what} returned a result with a size exceeding the maximum number of bytes service limit.`,
    false,
  );
}

/** The interpreter's functions lose backslashes: rather than go on with other data, the execution ends. */
export function checkBackslashes(data: unknown): void {
  if (!holdsBackslash(data)) return;
  throw runtimeError('The data holds a backslash, which the local run loses in intrinsic functions: try it on AWS.');
}

function holdsBackslash(data: unknown): boolean {
  if (typeof data === 'string') return data.includes('\\');
  return typeof data === 'object' && data !== null && Object.entries(data).flat().some(holdsBackslash);
}

export interface Retrier {
  readonly ErrorEquals?: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
}

/**
 * Seconds that Step Functions waits before it tries again, or undefined when no retrier takes the error. `attempts`:
 * the retries that each retrier has made; the one that matches is counted up. Jitter is left out: of the delays that
 * AWS may choose, the longest.
 */
export function retryDelay(retriers: readonly Retrier[], error: Error, attempts: number[]): number | undefined {
  if (error instanceof TaskError && !error.isRetryable) return undefined;
  for (const [index, retrier] of retriers.entries()) {
    const names = retrier.ErrorEquals ?? [];
    const isTaskFailure = error.name !== 'States.Timeout' && names.includes('States.TaskFailed');
    if (!isTaskFailure && !names.includes(error.name) && !names.includes('States.ALL')) continue;
    const made = attempts[index] ?? 0;
    if (made >= (retrier.MaxAttempts ?? 3)) return undefined;
    attempts[index] = made + 1;
    const delay = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** made;
    return Math.min(delay, retrier.MaxDelaySeconds ?? Infinity);
  }
  return undefined;
}
