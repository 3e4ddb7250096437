import { StateMachine as Interpreter, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type * as z from 'zod/mini';
import * as contracts from '../lambdas/contracts';
import { render } from './language/rendered/render';
import { report } from './report';
import { taskNames } from './language/state-machine';

// The interpreter needs Node.js 22 for this alone.
if (!('withResolvers' in Promise)) {
  Object.assign(Promise, {
    withResolvers: () => {
      const parts: Record<string, unknown> = {};
      parts['promise'] = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
      return parts;
    },
  });
}

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

describe('an execution of the report machine', () => {
  const input = { startDate: '2020-10-01', endDate: '2020-10-31' };
  const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:monthly';
  const context = { Execution: { Id: executionArn, Name: 'monthly', RedriveCount: 0, Input: input } };
  type State = z.infer<typeof contracts.queryState>;
  type Handler = (input: never) => unknown;

  /** Both ends of a handler hold to its contract, which refuses what the types can't see: unknown fields. */
  const parsed =
    <In, Out>(takes: { parse: (value: unknown) => In }, gives: { parse: (value: unknown) => Out }) =>
    (handler: (value: In) => unknown) =>
    (value: unknown): Out =>
      gives.parse(handler(takes.parse(value)));

  const startQuery = parsed(
    contracts.startQueryExecutionInput,
    contracts.startQueryExecutionOutput,
  )(({ execution, previousAttempt = -1, ...period }) => ({
    ...period,
    queryExecutionId: `query-of-${execution.id}-${previousAttempt + 1}`,
    attempt: previousAttempt + 1,
  }));
  const checkQuery = (...states: State[]) =>
    parsed(
      contracts.checkQueryExecutionInput,
      contracts.checkQueryExecutionOutput,
    )(({ startDate, endDate, queryExecutionId, attempt }) => ({
      startDate,
      endDate,
      queryExecutionId,
      attempt,
      state: states.shift() ?? 'SUCCEEDED',
      waitSeconds: 2,
      dataScannedInBytes: 1024,
      engineExecutionTimeInMillis: 5,
      failure: { Error: 'Athena.FAILED', Cause: 'SYNTAX_ERROR: line 1' },
    }));
  const sendReport = parsed(
    contracts.sendReportInput,
    contracts.sendReportOutput,
  )(({ queryExecutionId }) => ({
    messageId: `message-on-${queryExecutionId}`,
    subject: 'Report',
  }));

  const run = async (handlers: Readonly<Record<string, Handler>> = {}) => {
    const tasks = {
      StartQuery: startQuery,
      StartQueryAgain: startQuery,
      GetQueryStatus: checkQuery(),
      SendReport: sendReport,
      ...handlers,
    };
    const interpreter = new Interpreter(rendered.definition as unknown as StateMachineDefinition, {
      validationOptions: { noValidate: true },
    });
    const { result, eventLogs } = interpreter.run(input, {
      context,
      overrides: {
        taskResourceLocalHandlers: tasks as never,
        waitTimeOverrides: { Wait: 0, WaitToStartAgain: 0 },
        retryIntervalOverrides: Object.fromEntries(Object.keys(tasks).map((state) => [state, Array(11).fill(0)])),
      },
    });
    const output = result.catch(() => 'failed');
    const entered: string[] = [];
    let failure: { Error: string; Cause: unknown } | undefined;
    for await (const event of eventLogs) {
      if (event.type === 'StateEntered') entered.push(event.state.name);
      if (event.type === 'ExecutionFailed') failure = { Error: event.Error, Cause: event.Cause };
    }
    return { output: await output, entered, failure };
  };
  const throwing = (name: string, message: string, times = Infinity, then: Handler = () => ({})) => {
    let calls = 0;
    return (value: never) => {
      if (++calls <= times) throw Object.assign(new Error(message), { name });
      return then(value);
    };
  };

  it('sends the report of a query that has succeeded', async () => {
    const { output, entered } = await run();
    expect(output).toEqual({ messageId: `message-on-query-of-${executionArn}-0`, subject: 'Report' });
    expect(entered).toEqual(['StartQuery', 'GetQueryStatus', 'CheckQueryStatus', 'SendReport', 'Done']);
  });

  it('polls a query that is queued, then runs', async () => {
    const { entered } = await run({ GetQueryStatus: checkQuery('QUEUED', 'RUNNING') });
    const round = ['GetQueryStatus', 'CheckQueryStatus'];
    expect(entered).toEqual(['StartQuery', ...round, 'Wait', ...round, 'Wait', ...round, 'SendReport', 'Done']);
  });

  const again = ['WaitToStartAgain', 'StartQueryAgain', 'GetQueryStatus', 'CheckQueryStatus'];

  it.each(['FAILED', 'CANCELLED'] as const)('starts a query that is %s again, and sends the report', async (state) => {
    const { output, entered } = await run({ GetQueryStatus: checkQuery(state, state) });
    expect(entered.slice(3)).toEqual([...again, ...again, 'SendReport', 'Done']);
    // Each start has a token of its own.
    expect(output).toMatchObject({ messageId: `message-on-query-of-${executionArn}-2` });
  });

  it.each(['FAILED', 'CANCELLED'] as const)('fails with what Athena says of one that is %s thrice', async (state) => {
    const { entered, failure } = await run({ GetQueryStatus: checkQuery(state, state, state) });
    expect(failure).toEqual({ Error: 'Athena.FAILED', Cause: 'SYNTAX_ERROR: line 1' });
    expect(entered.slice(3)).toEqual([...again, ...again, 'Failed']);
  });

  // From there it can be redriven: in a Fail state it would fail once more.
  it.each(['StartQuery', 'GetQueryStatus', 'SendReport'])('ends at %s with the error that it throws', async (state) => {
    const { entered, failure } = await run({ [state]: throwing('InvalidInput', 'endDate: not a date') });
    expect(failure).toEqual({ Error: 'InvalidInput', Cause: 'endDate: not a date' });
    expect(entered.at(-1)).toBe(state);
  });

  it.each(['Lambda.TooManyRequestsException', 'Lambda.Unknown', 'States.Timeout', 'ThrottlingException', 'Error'])(
    'tries again after %s, up to ten times',
    async (error) => {
      const failing = (times: number) => throwing(error, 'busy', times, sendReport as Handler);
      expect((await run({ SendReport: failing(10) })).entered.at(-1)).toBe('Done');
      expect((await run({ SendReport: failing(11) })).failure?.Error).toBe(error);
    },
  );

  it.each(['PublishOutcomeUnknown', 'ReportGivenUp', 'InvalidInput', 'AccessDeniedException'])(
    'does not try again after %s',
    async (error) => {
      const { failure } = await run({ SendReport: throwing(error, 'stop', 1, sendReport as Handler) });
      expect(failure?.Error).toBe(error);
    },
  );
});
