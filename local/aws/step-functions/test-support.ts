import { SimulatedClock } from '../shared/clock';
import { Execution, type ExecutionHost } from './execution';
import { Pace } from './interpreter/time/pace';
import { Slots } from '../shared/slots';
import { type MachineConfiguration } from './machine-configuration';
import { unsupported } from './supported/unsupported';
import { TaskTokens } from './tokens/task-tokens';

export type Task = (input: never, clock: SimulatedClock) => unknown;

/** Of a machine whose tasks wait for nothing. */
export const waitless = (): Pick<ExecutionHost, 'tokens' | 'follow'> => ({
  tokens: new TaskTokens(),
  follow: (resource) => {
    throw new Error(`No task waits for ${resource}.`);
  },
});

/** Runs a machine that is taken, on a clock that stands still. */
export async function run(
  definition: Record<string, unknown>,
  input: unknown,
  task: Task = (given) => given,
  executionArn = 'e',
) {
  expect(await unsupported(definition)).toEqual([]);
  const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
  const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
  const machine = { name: 'm', arn, roleArn: 'r', definition } as unknown as MachineConfiguration;
  const execution = new Execution({ arn: executionArn, name: 'e', input: JSON.stringify(input) }, machine, {
    clock,
    pace: new Pace(clock),
    slots: new Slots(16),
    ...waitless(),
    runTask: async (_, given) => task(given as never, clock),
    onStatus: () => undefined,
  });
  execution.start();
  await execution.finished();
  const { status, output, error, cause, history } = execution;
  return { status, output: output === undefined ? undefined : (JSON.parse(output) as unknown), error, cause, history };
}
export const one = (state: object) => ({ StartAt: 'S', States: { S: state } });
