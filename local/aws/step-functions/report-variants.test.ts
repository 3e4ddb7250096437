import * as contracts from '../../../lambdas/contracts';
import { pollWait, waitBeforeRestart } from '../../../lambdas/shared/poll-wait';
import fc from '../../../scripts/jest/properties';
import { render } from '../../../state-machines/language/rendered/render';
import { report } from '../../../state-machines/report';
import { run, type Task } from './test-support';
import { byAction } from '../../../state-machines/variants/action.test-support';
import { checkInput, checkOutput, startOutput } from '../../../state-machines/variants/handlers.test-support';
import { inJsonata } from '../../../state-machines/variants/jsonata.test-support';
import { withVariables } from '../../../state-machines/variants/variables.test-support';

/** The report's machine, and those that decision 43 weighs beside it: they do the same. */

const arn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-${name}`;
const arns = {
  'start-query-execution': arn('start-query-execution'),
  'check-query-execution': arn('check-query-execution'),
  'send-report': arn('send-report'),
  workgroup: 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog',
};
const period = { startDate: '2020-10-01', endDate: '2020-10-31' };
const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:monthly';
const queryExecutionId = '12345678-1234-1234-1234-123456789012';
const statistics = { dataScannedInBytes: 123_456_789, engineExecutionTimeInMillis: 12_345 };

type End = 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A query that takes so many seconds on each start, and then ends in the next of these ways. */
interface Query {
  readonly seconds: number;
  readonly ends: readonly End[];
}

/** What the report's tasks give, by what they are given, each held against its contract. */
function tasks({ seconds, ends }: Query, passesThrough: boolean): Task {
  let submitted = new Date(0);
  let started = -1;
  return (input: Readonly<Record<string, unknown>>, clock) => {
    const isOver = clock.now().getTime() - submitted.getTime() >= seconds * 1000;
    const state = isOver ? (ends[started] ?? 'SUCCEEDED') : 'RUNNING';
    if ('QueryExecutionId' in input) {
      const { dataScannedInBytes: DataScannedInBytes, engineExecutionTimeInMillis: EngineExecutionTimeInMillis } =
        statistics;
      const Status = { State: state, SubmissionDateTime: submitted.toISOString(), StateChangeReason: 'a reason' };
      const Statistics = isOver ? { DataScannedInBytes, EngineExecutionTimeInMillis } : {};
      return { QueryExecution: { QueryExecutionId: queryExecutionId, Status, Statistics } };
    }
    if ('execution' in input && 'dataScannedInBytes' in input) {
      contracts.sendReportInput.parse(input);
      return contracts.sendReportOutput.parse({ messageId: 'm', subject: 'Report' });
    }
    if ('execution' in input) {
      const { execution: _, previousAttempt = -1, ...given } = contracts.startQueryExecutionInput.parse(input);
      [submitted, started] = [clock.now(), previousAttempt + 1];
      const query = { queryExecutionId, attempt: started };
      return passesThrough
        ? contracts.startQueryExecutionOutput.parse({ ...given, ...query })
        : startOutput.parse(query);
    }
    const given = passesThrough ? contracts.checkQueryExecutionInput.parse(input) : checkInput.parse(input);
    const looked = {
      state,
      waitSeconds:
        state === 'FAILED' || state === 'CANCELLED' ? waitBeforeRestart(started) : pollWait(submitted, clock.now()),
      ...(isOver ? statistics : { dataScannedInBytes: 0, engineExecutionTimeInMillis: 0 }),
      failure: { Error: `Athena.${state}`, Cause: `Query ${queryExecutionId}: a reason` },
    };
    return passesThrough
      ? contracts.checkQueryExecutionOutput.parse({ ...given, ...looked })
      : checkOutput.parse(looked);
  };
}

const MACHINES = {
  'as it is': { machine: render(report, arns), passesThrough: true },
  'with variables': { machine: render(withVariables, arns), passesThrough: false },
  'in JSONata': { machine: render(inJsonata, arns), passesThrough: false },
  'with an action of the SDK': { machine: render(byAction, arns), passesThrough: true },
};
type Name = keyof typeof MACHINES;

/** States as they were entered, when, how it ended; and what its states were handed, in characters of JSON. */
async function ran(name: Name, query: Query) {
  const { machine, passesThrough } = MACHINES[name];
  const definition = machine.definition as unknown as Record<string, unknown>;
  const input = period;
  const { status, output, error, cause, history } = await run(
    definition,
    input,
    tasks(query, passesThrough),
    executionArn,
  );
  const entered = history.events.flatMap(({ timestamp, stateEnteredEventDetails: one }) =>
    one ? [{ timestamp, ...(one as { name: string; input: string }) }] : [],
  );
  return {
    ended: { status, output, error, cause },
    states: entered.map((one) => `${one.timestamp.toISOString()} ${one.name}`),
    handed: entered.reduce((sum, one) => sum + one.input.length, 0),
  };
}

const others = Object.keys(MACHINES).slice(1) as Name[];

test.each(others)('%s: the same states at the same moments, and the same end', async (name) => {
  const query = fc.record({
    seconds: fc.integer({ min: 0, max: 100 }),
    ends: fc.array(fc.constantFrom<End>('SUCCEEDED', 'FAILED', 'CANCELLED'), { maxLength: 3 }),
  });
  const property = fc.asyncProperty(query, async (drawn) => {
    const [{ ended, states }, other] = [await ran('as it is', drawn), await ran(name, drawn)];
    const failed = drawn.ends.length === 3 && !drawn.ends.includes('SUCCEEDED');
    expect(ended).toMatchObject(failed ? { error: `Athena.${drawn.ends.at(-1)}` } : { status: 'SUCCEEDED' });
    expect({ ended: other.ended, states: other.states }).toEqual({ ended, states });
  });
  await fc.assert(property, { numRuns: 15 });
});

test('what decision 43 says of a run whose query takes five seconds, and of what is sent to AWS', async () => {
  const figures: Record<string, readonly number[]> = {};
  for (const name of Object.keys(MACHINES) as Name[]) {
    const { states, handed } = await ran(name, { seconds: 5, ends: [] });
    figures[name] = [states.length, handed, JSON.stringify(MACHINES[name].machine.definition).length];
  }
  expect(figures).toEqual({
    'as it is': [14, 3624, 3188],
    'with variables': [14, 2278, 3442],
    'in JSONata': [14, 2278, 3614],
    'with an action of the SDK': [14, 3624, 4134],
  });
});
