import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Account, standUp } from '../aws/account';
import { type Clients, clientsOf } from '../aws/clients';
import { type Invocation } from '../aws/lambda/function';
import { SimulatedClock } from '../aws/shared/clock';
import { firesBy } from '../start/running/fires';
import { namesOf, type StackNames } from '../start/running/stack-names';
import { type Stack } from '../../terraform/stack';

/** What becomes of an invocation; `real` makes it. */
export type Interference = (real: () => Promise<Invocation>, payload: string) => Promise<Invocation>;

/** A stood-up account whose functions a test fails, and whose executions it starts, stops and redrives. */
export class FailingAccount {
  /** By the function's name, without its prefix. */
  interferences: Readonly<Record<string, Interference>> = {};

  private constructor(
    readonly account: Account,
    readonly clients: Clients,
    readonly names: StackNames,
  ) {
    const { lambda } = account;
    const invoke = lambda.invoke.bind(lambda);
    lambda.invoke = (name, payload, requestId) => {
      const real = () => invoke(name, payload, requestId);
      const [, found] = Object.entries(this.interferences).find(([end]) => name.endsWith(end)) ?? [];
      return found ? found(real, payload) : real();
    };
  }

  static async standUp(stack: Stack, folder: string): Promise<FailingAccount> {
    const clock = new SimulatedClock(new Date('2026-11-01T08:00:00Z'));
    const account = await standUp(stack, { clock, folder });
    for (const schedule of namesOf(stack).schedules) firesBy(account, schedule).disable();
    return new FailingAccount(account, clientsOf(account), namesOf(stack));
  }

  /** Starts an execution, and gives what came of it. */
  async start(name: string, input: object = period): Promise<DescribeExecutionOutput> {
    await this.clients.states.send(
      new StartExecutionCommand({ stateMachineArn: this.names.machineArn, name, input: JSON.stringify(input) }),
    );
    return this.end(name);
  }

  async redrive(name: string): Promise<DescribeExecutionOutput> {
    await this.clients.states.send(new RedriveExecutionCommand({ executionArn: this.arn(name) }));
    return this.end(name);
  }

  async stop(name: string): Promise<void> {
    await this.clients.states.send(new StopExecutionCommand({ executionArn: this.arn(name) }));
  }

  /** When nothing is under way any more. */
  async end(name: string): Promise<DescribeExecutionOutput> {
    await this.account.stepFunctions.idle();
    await this.account.events.idle();
    return this.clients.states.send(new DescribeExecutionCommand({ executionArn: this.arn(name) }));
  }

  /** In which states it has been, in order. */
  statesOf(name: string): string[] {
    const execution = this.account.stepFunctions.executions().find(({ identity }) => identity.name === name);
    return (execution?.history.events ?? []).flatMap(({ stateEnteredEventDetails: details }) =>
      details ? [(details as { name: string }).name] : [],
    );
  }

  arn(name: string): string {
    return `${this.names.machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }

  /** What subscribers got since the last look, by its subject. */
  read(): ('report' | 'notice')[] {
    const alarms = this.account.cloudWatch.topics();
    const { outbox } = this.account.sns;
    const since = outbox.slice(this.#read).filter(({ topicArn }) => !alarms.includes(topicArn));
    this.#read = outbox.length;
    return since.map(({ subject }) => (subject?.startsWith('Not sent: ') === true ? 'notice' : 'report'));
  }
  #read = 0;

  async close(): Promise<void> {
    this.clients.close();
    await this.account.close();
  }
}

export const period = { startDate: '2026-10-01', endDate: '2026-10-31' };

/** A function that throws, without being run. */
export const throwing =
  (errorType: string, errorMessage = 'as the test wants'): Interference =>
  () =>
    Promise.resolve(failed(errorType, errorMessage));

/** Lambda's own words for a function that throws. */
export function failed(errorType: string, errorMessage: string): Invocation {
  const error = { errorType, errorMessage };
  return { requestId: 'r', payload: JSON.stringify({ ...error, trace: [] }), error, duration: 1 };
}
