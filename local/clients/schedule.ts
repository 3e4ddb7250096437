import { blocksOfType, text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';

/** What is asked of EventBridge Scheduler: its group, and the schedule in it. */
export const GROUP = 'clients-group';
export const SCHEDULE = 'clients-schedule';
const ROLE = 'clients-scheduler';

const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** The stack with a schedule that is off: the shipped reports are in no time zone, and so have none. */
export function withSchedule(stack: Stack): Stack {
  const { accountId, region } = stack;
  const resource = (type: string, name: string, values: Block['values']): Block => ({
    kind: 'resource',
    type,
    name,
    address: `${type}.${name}`,
    values,
  });
  const arn = (of: string) => `arn:aws:scheduler:${region}:${accountId}:${of}`;
  const [group, role] = [arn(`schedule-group/${GROUP}`), `arn:aws:iam::${accountId}:role/${ROLE}`];
  const [starter] = blocksOfType(stack, 'aws_lambda_function').map((block) => text(block, 'arn'));
  const trust = policy({
    Effect: 'Allow',
    Principal: { Service: 'scheduler.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId }, ArnEquals: { 'aws:SourceArn': group } },
  });
  const may = policy({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: starter ?? '' });
  const blocks = [
    resource('aws_iam_role', ROLE, { name: ROLE, arn: role, assume_role_policy: trust }),
    resource('aws_iam_role_policy', ROLE, { name: ROLE, role: ROLE, policy: may }),
    resource('aws_scheduler_schedule_group', GROUP, { name: GROUP, arn: group, tags: { Of: 'clients' } }),
    resource('aws_scheduler_schedule', SCHEDULE, {
      name: SCHEDULE,
      group_name: GROUP,
      arn: arn(`schedule/${GROUP}/${SCHEDULE}`),
      state: 'DISABLED',
      schedule_expression: 'cron(0 8 1 * ? *)',
      schedule_expression_timezone: 'Europe/Berlin',
      flexible_time_window: { mode: 'OFF' },
      target: { arn: starter ?? '', role_arn: role, input: '{}' },
    }),
  ];
  return { ...stack, blocks: [...stack.blocks, ...blocks] };
}
