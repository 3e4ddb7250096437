import type { ReportInput } from '../../lambdas/contracts';
import { stateMachine } from '../language/state-machine';
import { execution, retry, timeoutSeconds } from '../report';
import { sendReport } from '../report-tasks';
import { check, start } from './handlers.test-support';

const period = { startDate: '$$.Execution.Input.startDate', endDate: '$$.Execution.Input.endDate' } as const;
/** Of what a start gives, in place of passing it through each look at the query. */
const query = { query: '$.queryExecutionId', attempt: '$.attempt' } as const;

/** The report's machine with its query in variables: nothing passes through a handler. */
export const withVariables = stateMachine<ReportInput>()({
  comment: 'Sends the report on the video events of a period',
  startAt: 'StartQuery',
  timeoutSeconds: 3600,
  states: {
    StartQuery: {
      type: 'Task',
      run: start,
      parameters: { startDate: '$.startDate', endDate: '$.endDate', execution },
      assign: query,
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
    GetQueryStatus: {
      type: 'Task',
      run: check,
      parameters: { queryExecutionId: '$query', attempt: '$attempt' },
      timeoutSeconds,
      retry,
      next: 'CheckQueryStatus',
    },
    CheckQueryStatus: {
      type: 'Choice',
      choices: [
        { variable: '$.state', oneOf: ['SUCCEEDED'], next: 'SendReport' },
        { variable: '$.state', oneOf: ['QUEUED', 'RUNNING'], next: 'Wait' },
        { variable: '$attempt', numericLessThan: 2, next: 'WaitToStartAgain' },
      ],
      default: 'Failed',
    },
    Wait: { type: 'Wait', secondsPath: '$.waitSeconds', next: 'GetQueryStatus' },
    WaitToStartAgain: { type: 'Wait', secondsPath: '$.waitSeconds', next: 'StartQueryAgain' },
    StartQueryAgain: {
      type: 'Task',
      run: start,
      parameters: { ...period, previousAttempt: '$attempt', execution },
      assign: query,
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
    SendReport: {
      type: 'Task',
      run: sendReport,
      parameters: {
        ...period,
        queryExecutionId: '$query',
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
