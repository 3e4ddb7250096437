import type { ReportInput } from '../../lambdas/contracts';
import { stateMachine } from '../language/state-machine';
import { sendReport } from '../report-tasks';
import { check, start } from './handlers.test-support';
import { retry, timeoutSeconds } from './settings.test-support';

const execution = {
  id: '{% $states.context.Execution.Id %}',
  redriveCount: '{% $states.context.Execution.RedriveCount %}',
} as const;

/** The report's machine in JSONata, its period in variables: nothing passes through a handler. */
export const inJsonata = stateMachine<ReportInput>()({
  comment: 'Sends the report on the video events of a period',
  queryLanguage: 'JSONata',
  startAt: 'StartQuery',
  timeoutSeconds: 3600,
  states: {
    StartQuery: {
      type: 'Task',
      run: start,
      arguments: {
        startDate: '{% $states.input.startDate %}',
        endDate: '{% $states.input.endDate %}',
        execution,
      },
      assign: { startDate: '{% $states.input.startDate %}', endDate: '{% $states.input.endDate %}' },
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
    GetQueryStatus: {
      type: 'Task',
      run: check,
      arguments: {
        queryExecutionId: '{% $states.input.queryExecutionId %}',
        attempt: '{% $states.input.attempt %}',
      },
      output: {
        queryExecutionId: '{% $states.input.queryExecutionId %}',
        attempt: '{% $states.input.attempt %}',
        query: '{% $states.result %}',
      },
      timeoutSeconds,
      retry,
      next: 'CheckQueryStatus',
    },
    CheckQueryStatus: {
      type: 'Choice',
      choices: [
        { condition: "{% $states.input.query.state = 'SUCCEEDED' %}", next: 'SendReport' },
        {
          condition: "{% $states.input.query.state = 'QUEUED' or $states.input.query.state = 'RUNNING' %}",
          next: 'Wait',
        },
        { condition: '{% $states.input.attempt < 2 %}', next: 'WaitToStartAgain' },
      ],
      default: 'Failed',
    },
    Wait: { type: 'Wait', seconds: '{% $states.input.query.waitSeconds %}', next: 'GetQueryStatus' },
    WaitToStartAgain: { type: 'Wait', seconds: '{% $states.input.query.waitSeconds %}', next: 'StartQueryAgain' },
    StartQueryAgain: {
      type: 'Task',
      run: start,
      arguments: {
        startDate: '{% $startDate %}',
        endDate: '{% $endDate %}',
        previousAttempt: '{% $states.input.attempt %}',
        execution,
      },
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
    SendReport: {
      type: 'Task',
      run: sendReport,
      arguments: {
        startDate: '{% $startDate %}',
        endDate: '{% $endDate %}',
        queryExecutionId: '{% $states.input.queryExecutionId %}',
        dataScannedInBytes: '{% $states.input.query.dataScannedInBytes %}',
        engineExecutionTimeInMillis: '{% $states.input.query.engineExecutionTimeInMillis %}',
        execution,
      },
      timeoutSeconds,
      retry,
      next: 'Done',
    },
    Done: { type: 'Succeed' },
    Failed: {
      type: 'Fail',
      error: '{% $states.input.query.failure.Error %}',
      cause: '{% $states.input.query.failure.Cause %}',
    },
  },
});
