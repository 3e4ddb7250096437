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
          'Lambda.ClientExecutionTimeoutException',
          'Lambda.ServiceException',
          'Lambda.AWSLambdaException',
          'Lambda.SdkClientException',
          'Lambda.TooManyRequestsException',
        ],
        IntervalSeconds: 2,
        MaxAttempts: 5,
        BackoffRate: 2,
        MaxDelaySeconds: 20,
        JitterStrategy: 'FULL',
      },
    ];
    const Catch = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Failed' }];
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
          Catch,
          Next: 'GetQueryStatus',
        },
        GetQueryStatus: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-check-query-execution',
          TimeoutSeconds: 70,
          Retry,
          Catch,
          Next: 'CheckQueryStatus',
        },
        CheckQueryStatus: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.state', StringEquals: 'SUCCEEDED', Next: 'SendReport' },
            { Variable: '$.state', StringEquals: 'QUEUED', Next: 'Wait' },
            { Variable: '$.state', StringEquals: 'RUNNING', Next: 'Wait' },
          ],
          Default: 'Failed',
        },
        Wait: { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'GetQueryStatus' },
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
          Catch,
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
