import type * as z from 'zod/mini';
import * as contracts from '../../../lambdas/contracts';
import { render } from '../../../state-machines/language/rendered/render';
import { report } from '../../../state-machines/report';
import { SimulatedClock } from '../shared/clock';
import { Execution } from './execution';
import { StateFailure } from './interpreter/failure';
import { Pace } from './interpreter/time/pace';
import { Slots } from '../shared/slots';
import { waitless } from './test-support';
import { type MachineConfiguration } from './machine-configuration';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-${name}`;
const { definition } = render(report, {
  'start-query-execution': arn('start-query-execution'),
  'check-query-execution': arn('check-query-execution'),
  'send-report': arn('send-report'),
});
const machine = {
  name: 'analytics-dev-blog',
  arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
  roleArn: 'arn:aws:iam::000000000000:role/r',
  definition,
  timeout: 3600,
} as unknown as MachineConfiguration;

describe('an execution of the report machine', () => {
  const input = { startDate: '2020-10-01', endDate: '2020-10-31' };
  const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:monthly';
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
    const tasks: Readonly<Record<string, Handler>> = {
      [arn('start-query-execution')]: handlers['StartQuery'] ?? startQuery,
      [arn('check-query-execution')]: handlers['GetQueryStatus'] ?? checkQuery(),
      [arn('send-report')]: handlers['SendReport'] ?? sendReport,
    };
    const clock = new SimulatedClock(new Date('2020-11-01T02:00:00Z'));
    const identity = { arn: executionArn, name: 'monthly', input: JSON.stringify(input) };
    const execution = new Execution(identity, machine, {
      clock,
      pace: new Pace(clock),
      slots: new Slots(1),
      ...waitless(),
      runTask: async (resource, given) => {
        try {
          return tasks[resource]?.(given as never);
        } catch (error) {
          const { name, message } = error as Error;
          throw new StateFailure(name, message);
        }
      },
      onStatus: () => undefined,
    });
    execution.start();
    await execution.finished();
    const entered = execution.history.events.flatMap(({ stateEnteredEventDetails: details }) =>
      details ? [(details as { name: string }).name] : [],
    );
    const { output, error: Error, cause: Cause } = execution;
    return {
      output: output === undefined ? 'failed' : (JSON.parse(output) as unknown),
      entered,
      failure: { Error, Cause },
    };
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
      expect((await run({ SendReport: failing(11) })).failure.Error).toBe(error);
    },
  );

  it.each(['PublishOutcomeUnknown', 'ReportGivenUp', 'InvalidInput', 'AccessDeniedException'])(
    'does not try again after %s',
    async (error) => {
      const { failure } = await run({ SendReport: throwing(error, 'stop', 1, sendReport as Handler) });
      expect(failure.Error).toBe(error);
    },
  );
});
