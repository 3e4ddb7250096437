import { blocksOfType, optionalText, text, textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/** A schedule of the stack's own that starts no report. */
export interface OtherSchedule {
  readonly by: 'rule' | 'schedule';
  /** The name of either. */
  readonly rule: string;
  readonly expression: string;
  readonly enabled: boolean;
  /** Whose executions its function starts, by that function's environment; nothing where it names none. */
  readonly machineArn?: string;
}

/** Every rule and schedule with a cron but those, in the stack's order. @param reports those that start reports, by name */
export function otherSchedulesOf(stack: Stack, reports: readonly string[]): OtherSchedule[] {
  const targets = blocksOfType(stack, 'aws_cloudwatch_event_target');
  const byRules = blocksOfType(stack, 'aws_cloudwatch_event_rule').flatMap((rule): OtherSchedule[] => {
    const expression = optionalText(rule, 'schedule_expression');
    if (expression === undefined) return [];
    const own = targets.filter((target) => text(target, 'rule') === text(rule, 'name'));
    return [
      otherOf(
        stack,
        rule,
        'rule',
        expression,
        own.map((target) => text(target, 'arn')),
      ),
    ];
  });
  const bySchedules = blocksOfType(stack, 'aws_scheduler_schedule').map((block) =>
    otherOf(stack, block, 'schedule', expressionInZone(block), [text(block, 'target.arn')]),
  );
  return [...byRules, ...bySchedules].filter(({ rule }) => !reports.includes(rule));
}

/** Its cron, with the name of its zone behind it. */
export const expressionInZone = (schedule: Block): string =>
  `${text(schedule, 'schedule_expression')} ${optionalText(schedule, 'schedule_expression_timezone') ?? 'UTC'}`;

function otherOf(
  stack: Stack,
  block: Block,
  by: OtherSchedule['by'],
  expression: string,
  targets: readonly string[],
): OtherSchedule {
  const machineArn = startedBy(stack, targets);
  const enabled = optionalText(block, 'state') !== 'DISABLED';
  return { by, rule: text(block, 'name'), expression, enabled, ...(machineArn === undefined ? {} : { machineArn }) };
}

/** Followed from the targets: the machine that such a function's environment names. */
function startedBy(stack: Stack, targets: readonly string[]): string | undefined {
  const machines = blocksOfType(stack, 'aws_sfn_state_machine').map((block) => text(block, 'arn'));
  return blocksOfType(stack, 'aws_lambda_function')
    .filter((block) => targets.includes(text(block, 'arn')))
    .flatMap((block) => Object.values(textMap(block, 'environment.variables')))
    .find((value) => machines.includes(value));
}
