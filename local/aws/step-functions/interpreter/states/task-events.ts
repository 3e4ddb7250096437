import { type Details } from '../../history';

type Event = readonly [type: string, details?: Details, named?: string];

/** How the history tells of a Task, by its resource. */
export interface TaskEvents {
  /** What a result that is too large is said of. */
  readonly sized: string;
  scheduled(input: string, timeout: number | undefined): Event;
  started(): Event;
  succeeded(output: Details): Event;
  failed(why: Details): Event;
  timedOut(why: Details): Event;
}

const integration = /^arn:aws[^:]*:states:::((?:aws-sdk:)?[a-z0-9-]+):([A-Za-z0-9]+)$/;

/**
 * A function's ARN has events of its own; a service's integration those of tasks.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function eventsOf(arn: string, region: string): TaskEvents {
  const [, resourceType, resource] = integration.exec(arn) ?? [];
  const limit = (timeout: number | undefined) => (timeout === undefined ? {} : { timeoutInSeconds: timeout });
  if (resource === undefined || resourceType === undefined) {
    return {
      sized: arn,
      scheduled: (input, timeout) => [
        'LambdaFunctionScheduled',
        { resource: arn, input, inputDetails: { truncated: false }, ...limit(timeout) },
      ],
      started: () => ['LambdaFunctionStarted'],
      succeeded: (output) => ['LambdaFunctionSucceeded', output],
      failed: (why) => ['LambdaFunctionFailed', why],
      timedOut: (why) => ['LambdaFunctionTimedOut', why],
    };
  }
  const which = { resourceType, resource };
  return {
    sized: resourceType,
    scheduled: (parameters, timeout) => ['TaskScheduled', { ...which, region, parameters, ...limit(timeout) }],
    started: () => ['TaskStarted', which],
    succeeded: (output) => ['TaskSucceeded', { ...which, ...output }],
    failed: (why) => ['TaskFailed', { ...which, ...why }],
    timedOut: (why) => ['TaskTimedOut', { ...which, ...why }],
  };
}
