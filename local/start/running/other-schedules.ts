import { blocksOfType, text, textMap } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type Cron, cronsOf } from './crons';

/** A cron of the stack's own that starts no report. */
export interface OtherSchedule extends Cron {
  /** Whose executions its function starts, by that function's environment; nothing where it names none. */
  readonly machineArn?: string;
}

/** Every rule and schedule with a cron but those, in the stack's order. @param reports those that start reports, by name */
export function otherSchedulesOf(stack: Stack, reports: readonly string[]): OtherSchedule[] {
  const machines = blocksOfType(stack, 'aws_sfn_state_machine').map((block) => text(block, 'arn'));
  return cronsOf(stack)
    .filter(({ cron }) => !reports.includes(cron.name))
    .map(({ cron, functions }) => {
      const machineArn = functions
        .flatMap((block) => Object.values(textMap(block, 'environment.variables')))
        .find((value) => machines.includes(value));
      return { ...cron, ...(machineArn === undefined ? {} : { machineArn }) };
    });
}
