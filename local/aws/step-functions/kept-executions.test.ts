import { SimulatedClock } from '../shared/clock';
import { Execution, type PastExecution } from './execution';
import { Pace } from './interpreter/time/pace';
import { Slots } from '../shared/slots';
import { waitless } from './test-support';
import { KeptExecutions } from './kept-executions';
import { type MachineConfiguration } from './machine-configuration';
import { checkRedrivable } from './redrive/redrivable';
import { type StepFunctionsService } from './step-functions';

const clock = new SimulatedClock(new Date('2026-11-27T08:00:00Z'));
const machine = {
  name: 'm',
  arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
  roleArn: 'r',
  definition: {
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Next: 'Work' },
      Work: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f',
        Parameters: { 'for.$': '$.who' },
        End: true,
      },
    },
  },
} as unknown as MachineConfiguration;

/** What keeps hears and asks of a service, with one machine. */
function service(runTask: (input: unknown) => Promise<unknown>) {
  const executions: Execution[] = [];
  const listeners: ((execution: Execution) => void)[] = [];
  const make = (arn: string, input: string, past?: PastExecution): Execution => {
    const onStatus = (changed: Execution) => listeners.forEach((listener) => listener(changed));
    const host = { clock, pace: new Pace(clock), slots: new Slots(4), onStatus, ...waitless() };
    const execution = new Execution(
      { arn, name: arn, input },
      machine,
      { ...host, runTask: async (_, of) => runTask(of) },
      past,
    );
    executions.push(execution);
    return execution;
  };
  const asked = {
    onStatus: (listener: (execution: Execution) => void) => void listeners.push(listener),
    executions: () => executions,
    restore: ({ arn, input }: { arn: string; input: string }, _: string, past: PastExecution) => make(arn, input, past),
  };
  return { kept: new KeptExecutions(asked as unknown as StepFunctionsService, clock), executions, make };
}

test('an execution that was cut off is redriven after a restart with its input', async () => {
  const first = service(() => new Promise(() => undefined));
  first.make('e', '{"who":"ann"}').start();
  const lines = [...first.kept.save()];
  while (first.executions[0]?.history.events.at(-1)?.type !== 'LambdaFunctionStarted') await new Promise(setImmediate);
  lines.push(...first.kept.save());
  expect(first.kept.save()).toEqual([]);

  const second = service(async (input) => input);
  const read = lines.map((line) => JSON.parse(JSON.stringify(line)) as Record<string, unknown>);
  expect(second.kept.restore(read)).toEqual({
    what: ['1 execution'],
    told: ['The execution e ran when its account ended: it is ABORTED.'],
  });
  const [again] = second.executions as [Execution];
  expect(again).toMatchObject({ status: 'ABORTED', redriveCount: 0 });
  again.redrive(checkRedrivable(again, clock.now()));
  await again.finished();
  expect(again).toMatchObject({ status: 'SUCCEEDED', output: '{"for":"ann"}', redriveCount: 1 });
  expect(again.history.events.map(({ type }) => type)).toEqual([
    ...(first.executions[0]?.history.events.map(({ type }) => type) ?? []),
    'ExecutionAborted',
    'ExecutionRedriven',
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});
