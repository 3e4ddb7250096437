import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type ReportInput } from '../../lambdas/contracts';
import { VERIFICATION_PREFIX } from '../../lambdas/report/report-location';
import { moment } from '../../scripts/text/words';
import { UserError } from '../../scripts/user-error';
import { type Connection } from './connection';
import { type Deployment } from './deployment';
import { arnOf, describeAll, isRunning, listed } from './execution';
import { nameOf, nextNumber } from './execution-name';
import { COMMAND, type MakeOptions } from './options';

/** An execution of ours, or one that was there already. */
export interface Started {
  readonly arn: string;
  readonly name: string;
  /** True when it was started before: it makes the same report. */
  readonly joined: boolean;
}

/** More than Step Functions gives a page: whatever runs, runs for an hour at most, and is among the newest. */
const LOOKED_AT = 1000;
/** Numbers that are tried before giving up: someone else starts reports of this period faster than we count. */
const TRIES = 10;

/**
 * Starts a report under a name of its own. The name is numbered, not timed: two people who start the same report at the
 * same moment ask for the same name, and Step Functions gives both the one execution.
 * @throws UserError when the period's report is being made already and is not to be followed, or the name is taken
 */
export async function start(
  { states }: Connection,
  deployment: Deployment,
  options: Pick<MakeOptions, 'period' | 'reason' | 'name' | 'follow' | 'verification'>,
): Promise<Started> {
  const { environment, machineArn } = deployment;
  const { period, reason, follow } = options;
  const earlier = await listed(states, machineArn, LOOKED_AT);
  const running = await describeAll(
    states,
    // A verification makes a report that nobody gets.
    earlier.flatMap(({ executionArn, name, status }) =>
      executionArn && status && isRunning({ status }) && !name?.startsWith(VERIFICATION_PREFIX) ? executionArn : [],
    ),
  );
  const same = running.find(({ period: its }) => its?.startDate === period.startDate && its.endDate === period.endDate);
  const asks = !options.verification;
  if (same && follow && asks) return { arn: same.arn, name: same.name, joined: true };
  if (same && asks) {
    throw new UserError(
      `--start ${period.startDate} --end ${period.endDate}: ${same.name} has been making this report since ` +
        `${moment(same.started)}. Add --follow to follow it; a second one can be made when it has ended.`,
    );
  }
  const ask = async (name: string): Promise<Started> => {
    const input = JSON.stringify(period satisfies ReportInput);
    await states.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input }));
    return { arn: arnOf(deployment, name), name, joined: false };
  };
  if (options.name !== undefined) {
    return ask(options.name).catch((error: unknown) => {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
      throw new UserError(
        `--name ${options.name} is taken: see it with "${COMMAND} -- --env ${environment} --show ${options.name}", or ` +
          'leave --name out for a name that is free.',
        { cause: error },
      );
    });
  }
  const number = nextNumber(
    earlier.flatMap(({ name }) => name ?? []),
    environment,
    period,
  );
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(nameOf(environment, period, number + attempt, reason));
    } catch (error) {
      // The list lags behind what was started a moment ago.
      if (!(error instanceof ExecutionAlreadyExists) || attempt + 1 >= TRIES) throw error;
    }
  }
}
