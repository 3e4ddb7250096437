import { blocksOfType, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { resourceOf, roleArn, roleOf } from './blocks';

/** What is asked of EventBridge Scheduler: its group, and the schedule in it. */
export const GROUP = 'clients-group';
export const SCHEDULE = 'clients-schedule';
const ROLE = 'clients-scheduler';

/** The stack with a schedule that is off: the shipped reports are in no time zone, and so have none. */
export function withSchedule(stack: Stack): Stack {
  const { accountId, region } = stack;
  const arn = (of: string) => `arn:aws:scheduler:${region}:${accountId}:${of}`;
  const group = arn(`schedule-group/${GROUP}`);
  const [starter] = blocksOfType(stack, 'aws_lambda_function').map((block) => text(block, 'arn'));
  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'scheduler.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId }, ArnEquals: { 'aws:SourceArn': group } },
  };
  const may = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: starter ?? '' };
  const blocks = [
    ...roleOf(stack, ROLE, trust, may),
    resourceOf('aws_scheduler_schedule_group', GROUP, { name: GROUP, arn: group, tags: { Of: 'clients' } }),
    resourceOf('aws_scheduler_schedule', SCHEDULE, {
      name: SCHEDULE,
      group_name: GROUP,
      arn: arn(`schedule/${GROUP}/${SCHEDULE}`),
      state: 'DISABLED',
      schedule_expression: 'cron(0 8 1 * ? *)',
      schedule_expression_timezone: 'Europe/Berlin',
      flexible_time_window: { mode: 'OFF' },
      target: { arn: starter ?? '', role_arn: roleArn(stack, ROLE), input: '{}' },
    }),
  ];
  return { ...stack, blocks: [...stack.blocks, ...blocks] };
}
