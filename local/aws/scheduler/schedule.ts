import { UserError } from '../../../scripts/user-error';
import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Schedule as Cron } from '../event-bridge/cron';
import { type RetryPolicy, retryPolicyOf } from '../event-bridge/retry';
import { readBlocks, readIn } from '../shared/read-blocks';
import { parseExpression } from './expression';
import { checkInput } from './input';

/** A schedule, as the stack has it. */
export interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly group: Group;
  readonly description?: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly zone: string;
  readonly schedule: Cron;
  readonly target: Target;
}

export interface Group {
  readonly name: string;
  readonly arn: string;
}

export interface Target {
  readonly arn: string;
  readonly roleArn: string;
  readonly input: string;
  readonly retry: RetryPolicy;
  readonly deadLetterArn?: string;
}

/** One that every account has. */
const DEFAULT = 'default';

/** Those of the stack, by name, and the account's own. */
export const groupsOf = (stack: Stack): Group[] =>
  [
    { name: DEFAULT, arn: `arn:aws:scheduler:${stack.region}:${stack.accountId}:schedule-group/${DEFAULT}` },
    ...blocksOfType(stack, 'aws_scheduler_schedule_group').map((block) => ({
      name: text(block, 'name'),
      arn: text(block, 'arn'),
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * Every schedule of the stack, by group and name.
 * @throws UserError for what Scheduler refuses to create, and for what is not served here: all at once
 */
export function readSchedules(stack: Stack): Schedule[] {
  const groups = groupsOf(stack);
  const schedules = readBlocks(blocksOfType(stack, 'aws_scheduler_schedule'), (block) => readSchedule(block, groups));
  return schedules.sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

function readSchedule(block: Block, groups: readonly Group[]): Schedule {
  const fault = (why: string) => new UserError(`${block.address}: ${why}`);
  const groupName = optionalText(block, 'group_name') ?? DEFAULT;
  const group = groups.find(({ name }) => name === groupName);
  if (!group) throw fault(`group_name is ${groupName}, which is no schedule group of the stack.`);
  const window = text(block, 'flexible_time_window.mode');
  if (window !== 'OFF') throw fault(`flexible_time_window.mode is ${window}: OFF is served here.`);
  const expression = text(block, 'schedule_expression');
  const zone = optionalText(block, 'schedule_expression_timezone') ?? 'UTC';
  const description = optionalText(block, 'description');
  return {
    name: text(block, 'name'),
    arn: text(block, 'arn'),
    group,
    ...(description === undefined ? {} : { description }),
    enabled: optionalText(block, 'state') !== 'DISABLED',
    expression,
    zone,
    schedule: readIn(block, () => parseExpression(expression, zone)),
    target: readTarget(block),
  };
}

function readTarget(block: Block): Target {
  const arn = text(block, 'target.arn');
  if (!/^arn:[^:]+:lambda:[^:]+:\d+:function:[^:]+$/.test(arn)) {
    throw new UserError(
      `${block.address}: target.arn is ${arn}: a function, without a version or an alias, is served here, no other.`,
    );
  }
  const input = optionalText(block, 'target.input');
  if (input === undefined) {
    throw new UserError(
      `${block.address}: target.input is missing: what Scheduler sends without one, its page does not say.`,
    );
  }
  checkInput(input, block.address);
  const deadLetterArn = optionalText(block, 'target.dead_letter_config.arn');
  return {
    arn,
    roleArn: text(block, 'target.role_arn'),
    input,
    // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html; the provider's defaults are those.
    retry: retryPolicyOf(block, 'target.retry_policy'),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}
