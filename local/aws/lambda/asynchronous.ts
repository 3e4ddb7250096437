import { blocksOfType, optionalNumber, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Clock } from '../shared/clock';
import { type MessageAttributes, textAttributes } from '../shared/message-attributes';
import { type FunctionConfiguration, type Invocation } from './function';

/** What becomes of an event that a function fails on. */
export interface AsynchronousConfiguration {
  readonly retries: number;
  /** Seconds */
  readonly maximumAge: number;
  /** ARN of where the record of a failure goes. */
  readonly onFailure?: string;
}

/** How a function takes events, as the stack has it, by name or ARN. */
export const asynchronousBlockOf = (
  stack: Stack,
  { name, arn }: { readonly name: string; readonly arn: string },
): Block | undefined =>
  blocksOfType(stack, 'aws_lambda_function_event_invoke_config').find((block) =>
    [name, arn].includes(text(block, 'function_name')),
  );

/** Lambda's defaults where the stack is silent: twice more, within six hours, and then the event is dropped unseen. */
export function asynchronousConfigurationOf(stack: Stack, of: FunctionConfiguration): AsynchronousConfiguration {
  const block = asynchronousBlockOf(stack, of);
  const onFailure = block && optionalText(block, 'destination_config.on_failure.destination');
  return {
    retries: (block && optionalNumber(block, 'maximum_retry_attempts')) ?? 2,
    maximumAge: (block && optionalNumber(block, 'maximum_event_age_in_seconds')) ?? 21_600,
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

/** How an event's processing ended. */
export interface Processed {
  /** The last attempt. */
  readonly invocation: Invocation;
  readonly attempts: number;
  /** Why there was no further attempt, when the last one failed. */
  readonly gaveUp?: 'RetriesExhausted' | 'EventAgeExceeded';
}

/**
 * A function that fails is tried again after one minute, then after two more.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export async function process(
  { retries, maximumAge }: AsynchronousConfiguration,
  clock: Clock,
  functionName: string,
  invoke: () => Promise<Invocation>,
): Promise<Processed> {
  const tooOld = clock.now().getTime() + maximumAge * 1000;
  for (let attempts = 1; ; attempts += 1) {
    const invocation = await invoke();
    if (!invocation.error) return { invocation, attempts };
    if (attempts > retries) return { invocation, attempts, gaveUp: 'RetriesExhausted' };
    const wait = attempts * 60_000;
    if (clock.now().getTime() + wait > tooOld) return { invocation, attempts, gaveUp: 'EventAgeExceeded' };
    await clock.sleep(wait, `Lambda tries ${functionName} again`);
  }
}

/** The record that a destination gets: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function failureRecord(
  { invocation, attempts, gaveUp }: Processed,
  { arn, payload, at }: { readonly arn: string; readonly payload: string; readonly at: Date },
): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: at.toISOString(),
    requestContext: {
      requestId: invocation.requestId,
      functionArn: `${arn}:$LATEST`,
      condition: gaveUp,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload) as unknown,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: JSON.parse(invocation.payload) as unknown,
  });
}

/**
 * What a dead-letter queue is told beside the event, all of it "String" but the code, which is 200 of a function that failed:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq; recorded by
 * localstack/localstack, tests/aws/services/lambda_/event_source_mapping/test_lambda_integration_sqs.snapshot.json,
 * test_sqs_queue_as_lambda_dead_letter_queue.
 */
export const deadLetterAttributes = ({ invocation: { requestId, error } }: Processed): MessageAttributes => ({
  ...textAttributes({ RequestID: requestId }),
  ErrorCode: { DataType: 'Number', StringValue: '200' },
  // A text without a letter is none that SQS takes.
  ...(error?.errorMessage ? textAttributes({ ErrorMessage: upToOneKilobyte(error.errorMessage) }) : {}),
});

const upToOneKilobyte = (message: string): string =>
  Buffer.from(message)
    .subarray(0, 1024)
    .toString()
    .replace(/\ufffd$/, '');
