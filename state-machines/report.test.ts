import { render } from './language/rendered/render';
import { report } from './report';
import { taskNames } from './language/state-machine';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-${name}`;
const rendered = render(report, {
  'start-query-execution': arn('start-query-execution'),
  'check-query-execution': arn('check-query-execution'),
  'send-report': arn('send-report'),
});

describe('the rendered report machine', () => {
  it('is this, as a whole', () => {
    const Retry = [
      {
        ErrorEquals: [
          'InvalidInput',
          'InvalidEnvironment',
          'AccessDenied',
          'AccessDeniedException',
          'AuthorizationErrorException',
          'PublishOutcomeUnknown',
          'ReportGivenUp',
        ],
        MaxAttempts: 0,
      },
      {
        ErrorEquals: ['States.ALL'],
        IntervalSeconds: 2,
        MaxAttempts: 10,
        BackoffRate: 2,
        MaxDelaySeconds: 60,
      },
    ];
    const execution = { 'id.$': '$$.Execution.Id', 'redriveCount.$': '$$.Execution.RedriveCount' };

    expect(rendered.definition).toStrictEqual({
      Comment: 'Sends the report on the video events of a period',
      StartAt: 'StartQuery',
      TimeoutSeconds: 3600,
      States: {
        StartQuery: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-start-query-execution',
          Parameters: { 'startDate.$': '$.startDate', 'endDate.$': '$.endDate', execution },
          TimeoutSeconds: 70,
          Retry,
          Next: 'GetQueryStatus',
        },
        GetQueryStatus: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-check-query-execution',
          TimeoutSeconds: 70,
          Retry,
          Next: 'CheckQueryStatus',
        },
        CheckQueryStatus: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.state', StringEquals: 'SUCCEEDED', Next: 'SendReport' },
            { Variable: '$.state', StringEquals: 'QUEUED', Next: 'Wait' },
            { Variable: '$.state', StringEquals: 'RUNNING', Next: 'Wait' },
            { Variable: '$.attempt', NumericLessThan: 2, Next: 'WaitToStartAgain' },
          ],
          Default: 'Failed',
        },
        Wait: { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'GetQueryStatus' },
        WaitToStartAgain: { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'StartQueryAgain' },
        StartQueryAgain: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-start-query-execution',
          Parameters: {
            'startDate.$': '$.startDate',
            'endDate.$': '$.endDate',
            'previousAttempt.$': '$.attempt',
            execution,
          },
          TimeoutSeconds: 70,
          Retry,
          Next: 'GetQueryStatus',
        },
        SendReport: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-send-report',
          Parameters: {
            'startDate.$': '$.startDate',
            'endDate.$': '$.endDate',
            'queryExecutionId.$': '$.queryExecutionId',
            'dataScannedInBytes.$': '$.dataScannedInBytes',
            'engineExecutionTimeInMillis.$': '$.engineExecutionTimeInMillis',
            execution,
          },
          TimeoutSeconds: 70,
          Retry,
          Next: 'Done',
        },
        Done: { Type: 'Succeed' },
        Failed: { Type: 'Fail', ErrorPath: '$.failure.Error', CausePath: '$.failure.Cause' },
      },
    });
  });

  it('calls the three functions that its tasks name, and no other', () => {
    expect(taskNames(report)).toEqual(['start-query-execution', 'check-query-execution', 'send-report']);
    expect(rendered.usedArns).toEqual(taskNames(report).map(arn));
  });
});
