import { type AccessControl } from '../../shared/access-control';
import { SimulatedClock } from '../../shared/clock';
import { Execution } from '../execution';
import { Pace } from '../interpreter/time/pace';
import { Slots } from '../interpreter/time/slots';
import { lambdaTask } from '../lambda-task';
import { type MachineConfiguration } from '../machine-configuration';
import { behaviours } from './behaviours';
import { isServiceTask, serviceTask } from '../sdk/service-task';
import { type Recorded } from './recorded';
import { services } from './services';

export interface Account {
  readonly access: AccessControl;
  readonly roleArn: string;
}

const region = 'eu-west-1';
const machineArn = `arn:aws:states:${region}:000000000000:stateMachine:recorded`;
/** Functions that the machine's role may invoke; the third stands for one that does not exist. */
const functions = ['dev-blog-start-query-execution', 'dev-blog-check-query-execution', 'dev-blog-send-report'] as const;

/** The row with the account's names of functions. */
export function named(row: Recorded): Recorded {
  const arnOf = (name: string): string => `arn:aws:lambda:${region}:000000000000:function:${name}`;
  const [first, second, none] = functions;
  const text = JSON.stringify(row)
    .replaceAll('<f1-arn>', arnOf(first))
    .replaceAll('<f2-arn>', arnOf(second))
    .replaceAll('<f1>', first)
    .replaceAll('<f2>', second)
    .replaceAll('<none>', none);
  return JSON.parse(text) as Recorded;
}

/** Runs what was recorded; gives the execution when it has ended. */
export async function runRecorded(row: Recorded, { access, roleArn }: Account): Promise<Execution> {
  const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
  const invoke = async (functionArn: string, payload: string) => {
    const behaviour = row.functions?.[functions.findIndex((one) => functionArn.endsWith(one))] ?? 'none';
    const run = behaviours[behaviour];
    if (!run) throw new Error(`No function does ${behaviour}.`);
    return run(payload, clock, functionArn);
  };
  const identity = { arn: machineArn.replace('stateMachine', 'execution') + ':run', name: 'run', input: row.input };
  const send = services({ ...row, from: [machineArn, identity.arn] });
  const invoker = { access, role: { kind: 'role', arn: roleArn } as const, machineArn, now: () => clock.now(), invoke };
  const { TimeoutSeconds } = row.machine;
  const machine = {
    name: 'recorded',
    arn: machineArn,
    roleArn,
    definition: row.machine,
    ...(typeof TimeoutSeconds === 'number' ? { timeout: TimeoutSeconds } : {}),
  } as MachineConfiguration;
  const execution = new Execution(identity, machine, {
    clock,
    pace: new Pace(clock),
    slots: new Slots(16),
    runTask: (resource, input) =>
      isServiceTask(resource)
        ? serviceTask(send, resource, input, { machineArn, executionArn: identity.arn })
        : lambdaTask(invoker, resource, input),
    onStatus: () => undefined,
  });
  execution.start();
  await execution.finished();
  return execution;
}
