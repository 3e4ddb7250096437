import fc from '../../../../scripts/jest/properties';
import { SimulatedClock } from '../../shared/clock';
import { Execution } from '../execution';
import { Pace } from '../interpreter/time/pace';
import { Slots } from '../../shared/slots';
import { type MachineConfiguration } from '../machine-configuration';
import { waitless } from '../test-support';

/** What is waited for, and by whom it is ended: seconds. */
interface Case {
  /** Of the machine, the task, and its silence. */
  readonly machine: number;
  readonly timeout: number;
  readonly heartbeat: number | undefined;
  readonly beats: readonly number[];
  readonly answer: number | undefined;
}

/** When it ends, and how. */
function expected({ machine, timeout, heartbeat = Infinity, beats, answer = Infinity }: Case) {
  let silent = heartbeat;
  for (const beat of [...beats].sort((a, b) => a - b)) if (beat <= silent) silent = beat + heartbeat;
  const at = Math.min(machine, timeout, silent, answer);
  if (at === answer) return { at, status: 'SUCCEEDED' };
  return { at, status: at === machine ? 'TIMED_OUT' : 'FAILED' };
}

const start = new Date('2026-03-01T08:00:00Z');

async function run({ machine: limit, timeout, heartbeat, beats, answer }: Case) {
  const clock = new SimulatedClock(start);
  const host = waitless();
  const states = {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: { 'token.$': '$$.Task.Token' },
      TimeoutSeconds: timeout,
      ...(heartbeat === undefined ? {} : { HeartbeatSeconds: heartbeat }),
      Next: 'After',
    },
    After: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:after', End: true },
  };
  const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
  const definition = { StartAt: 'Ask', States: states };
  const machine = { name: 'm', arn, roleArn: 'r', definition, timeout: limit } as unknown as MachineConfiguration;
  const at = (seconds: number, work: () => void) =>
    clock.schedule(new Date(start.getTime() + seconds * 1000), async () => work());
  const execution = new Execution({ arn: 'e', name: 'e', input: '{}' }, machine, {
    ...host,
    clock,
    pace: new Pace(clock),
    slots: new Slots(1),
    async runTask(resource, input) {
      // Work that takes a while, and no time.
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
      if (resource.endsWith(':after')) return 1;
      const { token } = input as { token: string };
      const late = (work: () => void) => () => {
        try {
          work();
        } catch {
          // Its task is over.
        }
      };
      for (const beat of beats)
        at(
          beat,
          late(() => host.tokens.beat(token)),
        );
      if (answer !== undefined)
        at(
          answer,
          late(() => host.tokens.succeed(token, '1')),
        );
      return {};
    },
    onStatus: () => undefined,
  });
  execution.start();
  await execution.finished();
  return { at: (Number(execution.stopDate) - start.getTime()) / 1000, status: execution.status };
}

test('a task waits until it is answered, is silent, or its time or the machine’s is up: whatever comes first', async () => {
  // No two of a moment but heartbeats.
  const moment = (part: number) => fc.integer({ min: 0, max: 60 }).map((seconds) => seconds + part);
  const cases = fc
    .record({
      machine: moment(1.25),
      timeout: fc.integer({ min: 3, max: 60 }),
      silence: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      beats: fc.array(moment(0.5), { maxLength: 8 }),
      answer: fc.option(moment(0.75), { nil: undefined }),
    })
    .map(({ silence, ...rest }): Case => ({ ...rest, heartbeat: silence && Math.min(silence, rest.timeout - 1) }));
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      expect(await run(one)).toEqual(expected(one));
    }),
  );
});
