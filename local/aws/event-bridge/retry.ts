import { optionalNumber } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export interface RetryPolicy {
  readonly attempts: number;
  /** Seconds, from the event's arrival. */
  readonly maximumAge: number;
}

/** A delivery that came to nothing. */
export interface Failed {
  readonly failure: AwsError;
  readonly retries: number;
  /** Which limit ended the retries; absent when there was nothing to retry. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

/** EventBridge's defaults, which are Scheduler's too, where the target is silent: 185 times, within 24 hours. */
export function retryPolicyOf(target: Block, policy = 'retry_policy'): RetryPolicy {
  return {
    attempts: optionalNumber(target, `${policy}.maximum_retry_attempts`) ?? 185,
    maximumAge: optionalNumber(target, `${policy}.maximum_event_age_in_seconds`) ?? 86_400,
  };
}

/**
 * Tries until it succeeds or the policy's limits are reached, waiting twice as long each time. A refusal or a target
 * that isn't there is not retried: it would be no different the next time.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export async function retrying<T>(
  { attempts, maximumAge }: RetryPolicy,
  clock: Clock,
  rule: string,
  send: () => Promise<T>,
): Promise<{ readonly result: T } | Failed> {
  const tooOld = clock.now().getTime() + maximumAge * 1000;
  for (let retries = 0; ; retries += 1) {
    try {
      return { result: await send() };
    } catch (failure) {
      if (!(failure instanceof AwsError)) throw failure;
      if (failure.status < 500) return { failure, retries };
      if (retries >= attempts) return { failure, retries, exhausted: 'MaximumRetryAttempts' };
      const wait = Math.min(2 ** retries, 900) * 1000;
      if (clock.now().getTime() + wait > tooOld) return { failure, retries, exhausted: 'MaximumEventAgeInSeconds' };
      await clock.sleep(wait, `EventBridge tries ${rule} again`);
    }
  }
}
