import { type AccessControl } from '../../shared/access-control';
import { SimulatedClock } from '../../shared/clock';
import { describeExecution } from '../describe-execution';
import { Execution } from '../execution';
import { Pace } from '../interpreter/time/pace';
import { Slots } from '../../shared/slots';
import { lambdaTask } from '../lambda-task';
import { type MachineConfiguration } from '../machine-configuration';
import { behaviours } from './behaviours';
import { nestedExecution } from '../sdk/nested-execution';
import { isServiceTask, serviceTask } from '../sdk/service-task';
import { taskRole } from '../credentials/task-role';
import { TaskTokens } from '../tokens/task-tokens';
import { type Recorded, type TokenAnswer } from './recorded';
import { type Operations, services } from './services';

export interface Account {
  readonly access: AccessControl;
  readonly roleArn: string;
  /** Of the role that tasks name, which may invoke the functions and trusts that of the machine. */
  readonly taskRoleArn: string;
}

const region = 'eu-west-1';
const machineArn = `arn:aws:states:${region}:000000000000:stateMachine:recorded`;
/** Functions that the machine's role may invoke; the third stands for one that does not exist. */
const functions = ['dev-blog-start-query-execution', 'dev-blog-check-query-execution', 'dev-blog-send-report'] as const;

/** The row with the account's names of functions. */
export function named(row: Recorded, { taskRoleArn }: Account): Recorded {
  const arnOf = (name: string): string => `arn:aws:lambda:${region}:000000000000:function:${name}`;
  const [first, second, none] = functions;
  const text = JSON.stringify(row)
    .replaceAll('<role>', taskRoleArn)
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
  const answers: Promise<void>[] = [];
  const pace = new Pace(clock, async () => void (await Promise.all(answers)));
  const [slots, tokens] = [new Slots(16), new TaskTokens()];
  const invoke = async (functionArn: string, payload: string) => {
    const behaviour = row.functions?.[functions.findIndex((one) => functionArn.endsWith(one))] ?? 'none';
    const run = behaviours[behaviour];
    if (!run) throw new Error(`No function does ${behaviour}.`);
    return run(payload, clock, functionArn);
  };
  const executions = new Map<string, Execution>();
  const nestedOf = (definition: Recorded['machine']): Operations => ({
    StartExecution: ({ name, input }) => {
      const nested = start(definition, String(name), String(input));
      return { executionArn: nested.identity.arn, startDate: nested.startDate };
    },
    DescribeExecution: ({ executionArn }) => {
      const nested = executions.get(String(executionArn));
      if (!nested) throw new Error(`No execution ${String(executionArn)} was started.`);
      return describeExecution(nested, clock.now());
    },
  });
  const executionArn = `${machineArn.replace('stateMachine', 'execution')}:run`;
  const send = services({
    ...row,
    from: [machineArn, executionArn],
    nested: row.nested && nestedOf(row.nested),
    onMessage: (message) => row.answer && answers.push(answer(message, row.answer, tokens)),
  });
  const start = (definition: Recorded['machine'], name: string, input: string): Execution => {
    const arn = `${machineArn.replace('stateMachine', 'execution')}:${name}`;
    const { TimeoutSeconds: timeout } = definition;
    const limit = typeof timeout === 'number' ? { timeout } : {};
    const machine = { name: 'recorded', arn: machineArn, roleArn, definition, ...limit } as MachineConfiguration;
    const invoker = {
      access,
      role: { kind: 'role', arn: roleArn } as const,
      machineArn,
      now: () => clock.now(),
      invoke,
    };
    const execution = new Execution({ arn, name, input }, machine, {
      ...{ clock, pace, slots, tokens },
      runTask: async (resource, given, named) => {
        const role = named === undefined ? invoker.role : taskRole(invoker, named);
        return isServiceTask(resource)
          ? serviceTask(send, resource, given, { machineArn, executionArn: arn })
          : lambdaTask({ ...invoker, role }, resource, given);
      },
      follow: (resource, submitted) =>
        nestedExecution(
          { send, executionArn: arn, ended: async (nested) => executions.get(nested)?.finished() },
          resource,
          submitted,
        ),
      onStatus: () => undefined,
    });
    executions.set(arn, execution);
    execution.start();
    return execution;
  };
  const execution = start(row.machine, 'run', row.input);
  await execution.finished();
  return execution;
}

/** Beside the execution, as whoever reads the message. */
async function answer(message: string, { beats = 0, output = '', failure }: TokenAnswer, tokens: TaskTokens) {
  const { TaskToken: token, Message: text } = JSON.parse(message) as { TaskToken?: string; Message?: unknown };
  for (let made = 0; made < beats; made++) {
    await new Promise(setImmediate);
    tokens.beat(token);
  }
  await new Promise(setImmediate);
  if (failure) tokens.fail(token, failure.error, failure.cause);
  else tokens.succeed(token, { Message: JSON.stringify(text), body: message }[output] ?? output);
}
