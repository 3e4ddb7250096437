import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { type LambdaService } from '../lambda/lambda';
import { type Failed, retrying, type RetryPolicy } from './retry';

/** What came of bringing something to a target, for EventBridge and for its Scheduler. */
export interface Delivered {
  readonly targetArn: string;
  /** Of the last attempt. */
  readonly input: string;
  readonly outcome: 'delivered' | 'dead-letter queue' | 'lost';
  /** Why it was not delivered; or the function's own error, which who invokes it does not see. */
  readonly error?: { readonly code: string; readonly message: string };
}

interface Way {
  /** @returns the error of a function that took it and failed */
  send(): Promise<Delivered['error']>;
  /** ARN of the queue for what could not be sent, where there is one. */
  readonly queue: string | undefined;
  deadLetter(queue: string, failed: Failed): void;
}

/** Never throws for what AWS would not: the outcome tells. @param name of who sends */
export async function outcomeOf(
  policy: RetryPolicy,
  clock: Clock,
  name: string,
  { send, queue, deadLetter }: Way,
): Promise<Pick<Delivered, 'outcome' | 'error'>> {
  const tried = await retrying(policy, clock, name, send);
  if (!('failure' in tried)) return { outcome: 'delivered', ...(tried.result ? { error: tried.result } : {}) };
  const error = { code: tried.failure.code, message: tried.failure.message };
  if (queue === undefined) return { outcome: 'lost', error };
  try {
    deadLetter(queue, tried);
    return { outcome: 'dead-letter queue', error };
  } catch (refused) {
    if (!(refused instanceof AwsError)) throw refused;
    // As on AWS, where only a metric (InvocationsFailedToBeSentToDlq) tells: the refusal itself is kept.
    return { outcome: 'lost', error };
  }
}

/** By who has the right to it. @returns the function's own error */
export async function invokeFunction(lambda: LambdaService, arn: string, input: string): Promise<Delivered['error']> {
  const { error } = await lambda.invokeAsynchronously(arn, input);
  return error && { code: error.errorType, message: error.errorMessage };
}
