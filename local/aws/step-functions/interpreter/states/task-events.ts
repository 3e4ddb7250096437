import { type Details } from '../../history';

type Event = readonly [type: string, details?: Details, named?: string];

/** Seconds that a task may take, and may be silent. */
export interface Limits {
  readonly timeout: number | undefined;
  readonly heartbeat: number | undefined;
}

/** How the history tells of a Task, by its resource. */
export interface TaskEvents {
  /** What a result that is too large is said of. */
  readonly sized: string;
  /** @param roleArn of the role that the Task's `Credentials` name */
  scheduled(input: string, limits: Limits, roleArn?: string): Event;
  started(): Event;
  /** Of an integration that may wait once its service was called. */
  readonly submission?: { submitted(output: Details): Event; failed(why: Details): Event };
  succeeded(output: Details): Event;
  failed(why: Details): Event;
  timedOut(why: Details): Event;
}

const integration =
  /^arn:aws[^:]*:states:::((?:aws-sdk:)?[a-z0-9-]+):([A-Za-z0-9]+(?:\.sync(?::2)?|\.waitForTaskToken)?)$/;

/**
 * A function's ARN has events of its own; a service's integration those of tasks.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function eventsOf(arn: string, region: string): TaskEvents {
  const [, resourceType, resource] = integration.exec(arn) ?? [];
  const limit = ({ timeout }: Limits) => (timeout === undefined ? {} : { timeoutInSeconds: timeout });
  const beat = ({ heartbeat }: Limits) => (heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat });
  const role = (roleArn?: string) => (roleArn === undefined ? {} : { taskCredentials: { roleArn } });
  if (resource === undefined || resourceType === undefined) {
    return {
      sized: arn,
      // Its details have no heartbeat.
      scheduled: (input, limits, roleArn) => [
        'LambdaFunctionScheduled',
        { resource: arn, input, inputDetails: { truncated: false }, ...limit(limits), ...role(roleArn) },
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
    scheduled: (parameters, limits, roleArn) => [
      'TaskScheduled',
      { ...which, region, parameters, ...limit(limits), ...beat(limits), ...role(roleArn) },
    ],
    started: () => ['TaskStarted', which],
    submission: {
      submitted: (output) => ['TaskSubmitted', { ...which, ...output }],
      failed: (why) => ['TaskSubmitFailed', { ...which, ...why }],
    },
    succeeded: (output) => ['TaskSucceeded', { ...which, ...output }],
    failed: (why) => ['TaskFailed', { ...which, ...why }],
    timedOut: (why) => ['TaskTimedOut', { ...which, ...why }],
  };
}
