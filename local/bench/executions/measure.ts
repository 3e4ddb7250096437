import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readStack } from '../../../terraform/read-stack';
import { standUp } from '../../aws/account';
import { clientsOf } from '../../aws/clients';
import { SimulatedClock } from '../../aws/shared/clock';
import { startOfDay } from '../../events/period';
import { holdSchedules } from '../../start/running/hold-schedules';
import { namesOf } from '../../start/running/stack-names';
import { month, reportTime } from '../bench-events';
import { answer } from '../shared/child';
import { sendMonth } from '../send-month';

/** What came of many executions at once. */
export interface Executed {
  /** How many ended in each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Why the first ended that did not succeed. */
  readonly cause?: string;
  /** Milliseconds of real time. */
  readonly took: number;
  /** Milliseconds of simulated time, of the one that took longest. */
  readonly longest: number;
  readonly invocations: number;
}

/** `measure COUNT STACK FOLDER`: that many executions of the report's machine, started at once. */
export async function main([count = '', stackFolder = '', folder = '']: string[]): Promise<number> {
  const stack = readStack(stackFolder);
  const clock = new SimulatedClock(startOfDay(month.startDate));
  const account = await standUp(stack, { clock, folder });
  const clients = clientsOf(account);
  const { machineArn } = namesOf(stack);
  holdSchedules(account);
  try {
    await sendMonth(account, clients, 1000);
    await clock.advanceTo(reportTime);

    const start = performance.now();
    const input = JSON.stringify(month);
    await Promise.all(
      Array.from({ length: Number(count) }, (_, at) =>
        clients.states.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: `bench-${at}`, input })),
      ),
    );
    await account.stepFunctions.idle();
    const took = performance.now() - start;

    const executions = account.stepFunctions.executions();
    const failed = executions.find(({ status }) => status !== 'SUCCEEDED');
    const statuses: Record<string, number> = {};
    for (const { status } of executions) statuses[status] = (statuses[status] ?? 0) + 1;
    const spans = executions.map(({ history: { events } }) => {
      const [first, last] = [events[0], events.at(-1)];
      return first && last ? last.timestamp.getTime() - first.timestamp.getTime() : 0;
    });
    const reports = account.lambda.logs
      .names()
      .flatMap((group) => account.lambda.logs.events(group).filter(({ message }) => message.startsWith('REPORT ')));
    return answer({
      statuses,
      ...(failed ? { cause: `${failed.error}: ${failed.cause}` } : {}),
      took,
      longest: Math.max(...spans),
      invocations: reports.length,
    } satisfies Executed);
  } finally {
    clients.close();
    await account.close();
  }
}
