import type { ReportInput } from '../lambdas/contracts';
import type { Retrier } from './language/written/literal';
import { checkQueryExecution, sendReport, startQueryExecution } from './report-tasks';
import { stateMachine } from './language/state-machine';

/**
 * What waiting does not mend stops at once: bad input, wrong settings, a permission that is missing; a report whose
 * publishing may have happened, or that subscribers were told is not sent. Everything else is tried again for six minutes
 * (2, 4, 8, 16, 32 and five times 60 s), Lambda's own errors, timeouts and workers that died too
 * (https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html): each step can be repeated, since
 * a query has its token and a publish its marker. Without jitter: one execution a month has nobody to make room for.
 *
 * There is no Catch: a redrive resumes at the state that was unsuccessful, and in a Fail state that a Catch leads to it
 * would only fail again. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export const retry = [
  {
    errorEquals: [
      'InvalidInput',
      'InvalidEnvironment',
      'AccessDenied',
      'AccessDeniedException',
      'AuthorizationErrorException',
      'PublishOutcomeUnknown',
      'ReportGivenUp',
    ],
    maxAttempts: 0,
  },
  { errorEquals: ['States.ALL'], intervalSeconds: 2, maxAttempts: 10, backoffRate: 2, maxDelaySeconds: 60 },
] as const satisfies readonly Retrier[];

/** A little more than the functions' own timeout (60 s), so that the failure tells of Lambda's, which says more. */
export const timeoutSeconds = 70;

/** A retry has the same, a redrive another `redriveCount`. Queries and publishing are keyed on `id`. */
export const execution = { id: '$$.Execution.Id', redriveCount: '$$.Execution.RedriveCount' } as const;

/** A query that Athena ends as FAILED or CANCELLED is started again so often. Each start may scan, and cost, anew. */
const RESTARTS = 2;

/**
 * Queries a period's events, waits for the query, and sends the report. A step that fails ends the execution there, from
 * where it can be redriven; a query that failed for good ends it in Failed, with Athena's reason, from where it can't.
 */
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
      next: 'GetQueryStatus',
    },
    GetQueryStatus: {
      type: 'Task',
      run: checkQueryExecution,
      timeoutSeconds,
      retry,
      next: 'CheckQueryStatus',
    },
    CheckQueryStatus: {
      type: 'Choice',
      choices: [
        { variable: '$.state', oneOf: ['SUCCEEDED'], next: 'SendReport' },
        { variable: '$.state', oneOf: ['QUEUED', 'RUNNING'], next: 'Wait' },
        { variable: '$.attempt', numericLessThan: RESTARTS, next: 'WaitToStartAgain' },
      ],
      default: 'Failed',
    },
    Wait: { type: 'Wait', secondsPath: '$.waitSeconds', next: 'GetQueryStatus' },
    WaitToStartAgain: { type: 'Wait', secondsPath: '$.waitSeconds', next: 'StartQueryAgain' },
    StartQueryAgain: {
      type: 'Task',
      run: startQueryExecution,
      parameters: {
        startDate: '$.startDate',
        endDate: '$.endDate',
        previousAttempt: '$.attempt',
        execution,
      },
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
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
      next: 'Done',
    },
    Done: { type: 'Succeed' },
    Failed: { type: 'Fail', error: '$.failure.Error', cause: '$.failure.Cause' },
  },
});
