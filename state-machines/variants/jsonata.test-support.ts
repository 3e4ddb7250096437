import type { ReportInput } from '../../lambdas/contracts';
import { stateMachine } from '../language/state-machine';
import { retry, timeoutSeconds } from '../report';
import { sendReport } from '../report-tasks';
import { check, start } from './handlers.test-support';

const execution = {
  id: '{% $states.context.Execution.Id %}',
  redriveCount: '{% $states.context.Execution.RedriveCount %}',
} as const;

/** The report's machine in JSONata, its period and its query in variables: nothing passes through a handler. */
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
      assign: { period: '{% $states.input %}', query: '{% $states.result %}' },
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
    GetQueryStatus: {
      type: 'Task',
      run: check,
      arguments: '{% $query %}',
      timeoutSeconds,
      retry,
      next: 'CheckQueryStatus',
    },
    CheckQueryStatus: {
      type: 'Choice',
      choices: [
        { condition: "{% $states.input.state = 'SUCCEEDED' %}", next: 'SendReport' },
        {
          condition: "{% $states.input.state = 'QUEUED' or $states.input.state = 'RUNNING' %}",
          next: 'Wait',
        },
        { condition: '{% $query.attempt < 2 %}', next: 'WaitToStartAgain' },
      ],
      default: 'Failed',
    },
    Wait: { type: 'Wait', seconds: '{% $states.input.waitSeconds %}', next: 'GetQueryStatus' },
    WaitToStartAgain: { type: 'Wait', seconds: '{% $states.input.waitSeconds %}', next: 'StartQueryAgain' },
    StartQueryAgain: {
      type: 'Task',
      run: start,
      arguments: {
        startDate: '{% $period.startDate %}',
        endDate: '{% $period.endDate %}',
        previousAttempt: '{% $query.attempt %}',
        execution,
      },
      assign: { query: '{% $states.result %}' },
      timeoutSeconds,
      retry,
      next: 'GetQueryStatus',
    },
    SendReport: {
      type: 'Task',
      run: sendReport,
      arguments: {
        startDate: '{% $period.startDate %}',
        endDate: '{% $period.endDate %}',
        queryExecutionId: '{% $query.queryExecutionId %}',
        dataScannedInBytes: '{% $states.input.dataScannedInBytes %}',
        engineExecutionTimeInMillis: '{% $states.input.engineExecutionTimeInMillis %}',
        execution,
      },
      timeoutSeconds,
      retry,
      next: 'Done',
    },
    Done: { type: 'Succeed' },
    Failed: {
      type: 'Fail',
      error: '{% $states.input.failure.Error %}',
      cause: '{% $states.input.failure.Cause %}',
    },
  },
});
