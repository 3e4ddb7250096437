import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/** What fires by a cron of its own: a rule, or in a zone a schedule of EventBridge Scheduler. */
export interface Cron {
  readonly by: 'rule' | 'schedule';
  readonly name: string;
  /** `cron(0 8 ? * MON *)`; in a zone, with its name behind it. */
  readonly expression: string;
  readonly enabled: boolean;
}

/** One, and the functions that it starts: followed from its targets. */
export interface FollowedCron {
  readonly cron: Cron;
  readonly functions: readonly Block[];
}

/** Every one of a stack: rules first, each kind in the stack's order. */
export function cronsOf(stack: Stack): FollowedCron[] {
  const functions = blocksOfType(stack, 'aws_lambda_function');
  const targets = blocksOfType(stack, 'aws_cloudwatch_event_target');
  const followed = (block: Block, by: Cron['by'], expression: string, started: readonly string[]): FollowedCron => ({
    cron: { by, name: text(block, 'name'), expression, enabled: optionalText(block, 'state') !== 'DISABLED' },
    functions: functions.filter((one) => started.includes(text(one, 'arn'))),
  });
  const rules = blocksOfType(stack, 'aws_cloudwatch_event_rule').flatMap((rule) => {
    const expression = optionalText(rule, 'schedule_expression');
    if (expression === undefined) return [];
    const own = targets.filter((target) => text(target, 'rule') === text(rule, 'name'));
    const started = own.map((target) => text(target, 'arn'));
    return [followed(rule, 'rule', expression, started)];
  });
  const schedules = blocksOfType(stack, 'aws_scheduler_schedule').map((block) =>
    followed(block, 'schedule', expressionInZone(block), [text(block, 'target.arn')]),
  );
  return [...rules, ...schedules];
}

const expressionInZone = (schedule: Block): string =>
  `${text(schedule, 'schedule_expression')} ${optionalText(schedule, 'schedule_expression_timezone') ?? 'UTC'}`;
