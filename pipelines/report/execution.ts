import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  type ExecutionListItem,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { daysIn, type Period } from '../../lambdas/shared/period';
import { isDate } from '../../scripts/text/calendar';
import { type Deployment } from './deployment';

/** One execution of the report machine, as DescribeExecution tells it. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  /** RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED or PENDING_REDRIVE */
  readonly status: string;
  readonly started: Date;
  readonly stopped?: Date;
  /** Absent when its input is no period: someone started it with something else. */
  readonly period?: Period;
  readonly redriveCount: number;
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

export const arnOf = ({ machineArn }: Pick<Deployment, 'machineArn'>, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

export const isRunning = ({ status }: Pick<Execution, 'status'>): boolean =>
  status === 'RUNNING' || status === 'PENDING_REDRIVE';

/** @throws ExecutionDoesNotExist */
export async function describe(states: SFNClient, executionArn: string): Promise<Execution> {
  const found = await states.send(new DescribeExecutionCommand({ executionArn }));
  const period = periodOf(found.input);
  return {
    arn: executionArn,
    name: found.name ?? executionArn.slice(executionArn.lastIndexOf(':') + 1),
    status: found.status ?? 'unknown',
    started: found.startDate ?? new Date(NaN),
    ...(found.stopDate === undefined ? {} : { stopped: found.stopDate }),
    ...(period === undefined ? {} : { period }),
    redriveCount: found.redriveCount ?? 0,
    ...(found.output === undefined ? {} : { output: found.output }),
    ...(found.error === undefined ? {} : { error: found.error }),
    ...(found.cause === undefined ? {} : { cause: found.cause }),
  };
}

function periodOf(input: string | undefined): Period | undefined {
  try {
    const { startDate, endDate } = JSON.parse(input ?? '') as Readonly<Record<string, unknown>>;
    if (!isDate(startDate) || !isDate(endDate)) return undefined;
    return daysIn({ startDate, endDate }) > 0 ? { startDate, endDate } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The newest executions, newest first. Step Functions keeps them for 90 days.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export async function listed(states: SFNClient, stateMachineArn: string, limit: number): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  let nextToken: string | undefined;
  do {
    const page = await states.send(
      new ListExecutionsCommand({
        stateMachineArn,
        maxResults: Math.min(1000, limit - found.length),
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    found.push(...(page.executions ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && found.length < limit);
  return found;
}

/** AWS lets DescribeExecution be called some ten times a second, for long. */
const AT_ONCE = 8;

/** Each described, in the same order. */
export async function describeAll(states: SFNClient, arns: readonly string[]): Promise<Execution[]> {
  const all: Execution[] = [];
  for (let from = 0; from < arns.length; from += AT_ONCE) {
    all.push(...(await Promise.all(arns.slice(from, from + AT_ONCE).map((arn) => describe(states, arn)))));
  }
  return all;
}
