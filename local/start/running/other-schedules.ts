import { blocksOfType, optionalText, text, textMap } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';

/** A schedule of the stack's own that starts no report. */
export interface OtherSchedule {
  readonly rule: string;
  readonly expression: string;
  readonly enabled: boolean;
  /** Whose executions its function starts, by that function's environment; nothing where it names none. */
  readonly machineArn?: string;
}

/** Every rule with a schedule but those, in the stack's order. @param reports the rules that start reports */
export function otherSchedulesOf(stack: Stack, reports: readonly string[]): OtherSchedule[] {
  return blocksOfType(stack, 'aws_cloudwatch_event_rule').flatMap((block): OtherSchedule[] => {
    const [rule, expression] = [text(block, 'name'), optionalText(block, 'schedule_expression')];
    if (expression === undefined || reports.includes(rule)) return [];
    const machineArn = startedBy(stack, rule);
    const enabled = optionalText(block, 'state') !== 'DISABLED';
    return [{ rule, expression, enabled, ...(machineArn === undefined ? {} : { machineArn }) }];
  });
}

/** Followed from the rule: its targets, and the machine that such a function's environment names. */
function startedBy(stack: Stack, rule: string): string | undefined {
  const machines = blocksOfType(stack, 'aws_sfn_state_machine').map((block) => text(block, 'arn'));
  const targets = blocksOfType(stack, 'aws_cloudwatch_event_target')
    .filter((target) => text(target, 'rule') === rule)
    .map((target) => text(target, 'arn'));
  return blocksOfType(stack, 'aws_lambda_function')
    .filter((block) => targets.includes(text(block, 'arn')))
    .flatMap((block) => Object.values(textMap(block, 'environment.variables')))
    .find((value) => machines.includes(value));
}
