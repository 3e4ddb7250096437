import { type StateFailure, TimedOut } from './failure';
import { type Catcher, type Retrier } from './machine';

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export function matches(names: readonly string[], failure: StateFailure): boolean {
  const { error, matched } = failure;
  if (matched === 'by nothing') return false;
  if (error !== undefined && names.includes(error)) return true;
  if (isSilent(failure) && names.includes('States.HeartbeatTimeout')) return true;
  if (names.includes('States.ALL')) return true;
  return error !== 'States.Timeout' && names.includes('States.TaskFailed');
}

const isSilent = (failure: StateFailure): boolean =>
  failure instanceof TimedOut && failure.limit === 'HeartbeatSeconds';

/**
 * Seconds that Step Functions waits before it tries again, or undefined when no retrier takes the error.
 * @param attempts the retries that each retrier has made; the one that matches is counted up. Jitter is left out: of the
 *   delays that AWS may choose, the longest
 */
export function retryDelay(
  retriers: readonly Retrier[],
  failure: StateFailure,
  attempts: number[],
): number | undefined {
  const index = retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const made = attempts[index] ?? 0;
  if (made >= (retrier.MaxAttempts ?? 3)) return undefined;
  attempts[index] = made + 1;
  const delay = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** made;
  return Math.min(delay, retrier.MaxDelaySeconds ?? Infinity);
}

/** Which of them takes it; -1 for none. */
export const catcherFor = (catchers: readonly Catcher[], failure: StateFailure): number =>
  catchers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
