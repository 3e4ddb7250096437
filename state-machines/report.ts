import type { ReportInput } from '../lambdas/contracts';
import type { Catcher, Retrier } from './language/written/literal';
import { checkQueryExecution, sendReport, startQueryExecution } from './report-tasks';
import { stateMachine } from './language/state-machine';

/**
 * Lambda's own passing errors, as AWS recommends, and throttling:
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 * The handlers' errors are not retried: bad input stays bad, and their SDK clients retry by themselves.
 */
const retry = [
  {
    errorEquals: [
      'Lambda.ClientExecutionTimeoutException',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
    ],
    intervalSeconds: 2,
    maxAttempts: 5,
    backoffRate: 2,
    maxDelaySeconds: 20,
    jitterStrategy: 'FULL',
  },
] as const satisfies readonly Retrier[];

const toFailed = [
  { errorEquals: ['States.ALL'], resultPath: '$.failure', next: 'Failed' },
] as const satisfies readonly Catcher[];

/** A little more than the functions' own timeout (60 s), so that the failure tells of Lambda's, which says more. */
const timeoutSeconds = 70;

/** Handlers key their idempotency on these: a retry has the same, a redrive another `redriveCount`. */
const execution = { id: '$$.Execution.Id', redriveCount: '$$.Execution.RedriveCount' } as const;

/** Queries a period's events, waits for the query, and sends the report; any failure ends in Failed, with its cause. */
export const report = stateMachine<ReportInput>()({
  comment: 'Sends the report on the video events of a period',
  startAt: 'StartQuery',
  timeoutSeconds: 3600,
  states: {
    StartQuery: {
      type: 'Task',
      run: startQueryExecution,
      parameters: { startDate: '$.startDate', endDate: '$.endDate', execution },
      timeoutSeconds,
      retry,
      catch: toFailed,
      next: 'GetQueryStatus',
    },
    GetQueryStatus: {
      type: 'Task',
      run: checkQueryExecution,
      timeoutSeconds,
      retry,
      catch: toFailed,
      next: 'CheckQueryStatus',
    },
    CheckQueryStatus: {
      type: 'Choice',
      choices: [
        { variable: '$.state', oneOf: ['SUCCEEDED'], next: 'SendReport' },
        { variable: '$.state', oneOf: ['QUEUED', 'RUNNING'], next: 'Wait' },
      ],
      default: 'Failed',
    },
    Wait: { type: 'Wait', secondsPath: '$.waitSeconds', next: 'GetQueryStatus' },
    SendReport: {
      type: 'Task',
      run: sendReport,
      parameters: {
        startDate: '$.startDate',
        endDate: '$.endDate',
        queryExecutionId: '$.queryExecutionId',
        dataScannedInBytes: '$.dataScannedInBytes',
        engineExecutionTimeInMillis: '$.engineExecutionTimeInMillis',
        execution,
      },
      timeoutSeconds,
      // Safe although sending is not repeatable: the handler's marker lets only one publish of an execution through.
      retry,
      catch: toFailed,
      next: 'Done',
    },
    Done: { type: 'Succeed' },
    Failed: { type: 'Fail', error: '$.failure.Error', cause: '$.failure.Cause' },
  },
});
