import type { ReportInput } from '../../lambdas/contracts';
import { sdkTask } from '../language/services/sdk/sdk-task';
import { stateMachine } from '../language/state-machine';
import { assume } from '../language/written/intrinsic';
import { execution, retry, timeoutSeconds } from '../report';
import { sendReport, startQueryExecution } from '../report-tasks';

/** Of an action of the SDK, which throws nothing of ours. */
const ofAction = [retry[1]] as const;

const follow = sdkTask('athena', 'getQueryExecution', { on: 'workgroup', present: ['QueryExecution.Status.State'] });

/** Athena's own times, in JSONata: what `lambdas/shared/poll-wait.ts` says. */
const WAIT_SECONDS =
  '{% ($status := $states.result.QueryExecution.Status; ' +
  '$elapsed := $max([0, ($millis() - $toMillis($status.SubmissionDateTime)) / 1000]); ' +
  '$next := [2, 4, 8, 16][$ > $elapsed][0]; ' +
  "$status.State in ['FAILED', 'CANCELLED'] ? ($states.input.attempt = 0 ? 60 : 300) : " +
  '$ceil(($exists($next) ? $next : ($floor($elapsed / 30) + 1) * 30) - $elapsed)) %}';

/** The report's machine with an action of the SDK in place of the function that looks at the query. */
export const byAction = stateMachine<ReportInput>()({
  comment: 'Sends the report on the video events of a period',
  startAt: 'StartQuery',
  timeoutSeconds: 3600,
  states: {
    StartQuery: {
      type: 'Task',
      run: startQueryExecution,
      parameters: {
        startDate: '$.startDate',
        endDate: '$.endDate',
        execution,
      },
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
    GetQueryStatus: {
      type: 'Task',
      queryLanguage: 'JSONata',
      run: follow,
      arguments: { QueryExecutionId: '{% $states.input.queryExecutionId %}' },
      output: {
        startDate: '{% $states.input.startDate %}',
        endDate: '{% $states.input.endDate %}',
        queryExecutionId: '{% $states.input.queryExecutionId %}',
        attempt: '{% $states.input.attempt %}',
        state: '{% $states.result.QueryExecution.Status.State %}',
        waitSeconds: assume<number>(WAIT_SECONDS),
        dataScannedInBytes: assume<number>(
          '{% $sum([0, $states.result.QueryExecution.Statistics.DataScannedInBytes]) %}',
        ),
        engineExecutionTimeInMillis: assume<number>(
          '{% $sum([0, $states.result.QueryExecution.Statistics.EngineExecutionTimeInMillis]) %}',
        ),
        failure: {
          Error: "{% 'Athena.' & $states.result.QueryExecution.Status.State %}",
          Cause: assume<string>(
            "{% 'Query ' & $states.input.queryExecutionId & ': ' & $substring($states.result.QueryExecution.Status.StateChangeReason, 0, 2000) %}",
          ),
        },
      },
      timeoutSeconds,
      retry: ofAction,
      next: 'CheckQueryStatus',
    },
    CheckQueryStatus: {
      type: 'Choice',
      choices: [
        { variable: '$.state', oneOf: ['SUCCEEDED'], next: 'SendReport' },
        { variable: '$.state', oneOf: ['QUEUED', 'RUNNING'], next: 'Wait' },
        { variable: '$.attempt', numericLessThan: 2, next: 'WaitToStartAgain' },
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
      retry,
      next: 'Done',
    },
    Done: { type: 'Succeed' },
    Failed: { type: 'Fail', error: '$.failure.Error', cause: '$.failure.Cause' },
  },
});
