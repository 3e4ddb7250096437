import { UserError } from '../../../scripts/user-error';
import { blocksOfType, optionalText, text, textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { reportMachineOf } from '../../../terraform/stacks/report-machine';
import { expressionInZone } from './other-schedules';

/** What starts a report by its own cron: a rule, or in a zone a schedule of EventBridge Scheduler. */
export interface ReportSchedule {
  /** What the report is called; its executions are `<report>-…`. */
  readonly report: string;
  readonly by: 'rule' | 'schedule';
  /** The name of either. */
  readonly rule: string;
  /** `cron(0 8 ? * MON *)`; in a zone, with its name behind it. */
  readonly expression: string;
  readonly enabled: boolean;
}

/** The schedules that start executions of the machine that makes reports. */
export interface ReportSchedules {
  readonly schedules: readonly ReportSchedule[];
  readonly machineArn: string;
}

/**
 * Followed from rules and schedules: the target, and what that function's environment says of the rule or schedule, and of
 * the machine. One that leads elsewhere, to another machine too, is no report's.
 * @throws UserError when there is none, when it can't be told which machine makes reports, or when a rule and a schedule
 * start one report
 */
export function reportSchedulesOf(stack: Stack): ReportSchedules {
  const functions = blocksOfType(stack, 'aws_lambda_function');
  const targets = blocksOfType(stack, 'aws_cloudwatch_event_target');
  const startedBy = (block: Block, by: ReportSchedule['by'], expression: string, targetArns: readonly string[]) => {
    const name = text(block, 'name');
    return functions
      .filter((starter) => targetArns.includes(text(starter, 'arn')))
      .flatMap((starter) => {
        const { STATE_MACHINE_ARN: machineArn, SCHEDULES } = textMap(starter, 'environment.variables');
        const report = reportIn(starter, SCHEDULES, name);
        if (machineArn === undefined || report === undefined) return [];
        const enabled = optionalText(block, 'state') !== 'DISABLED';
        return [{ machineArn, schedule: { report, by, rule: name, expression, enabled } }];
      });
  };
  const byRules = blocksOfType(stack, 'aws_cloudwatch_event_rule').flatMap((rule) => {
    const expression = optionalText(rule, 'schedule_expression');
    if (expression === undefined) return [];
    const own = targets.filter((target) => text(target, 'rule') === text(rule, 'name'));
    return startedBy(
      rule,
      'rule',
      expression,
      own.map((target) => text(target, 'arn')),
    );
  });
  const bySchedules = blocksOfType(stack, 'aws_scheduler_schedule').flatMap((block) =>
    startedBy(block, 'schedule', expressionInZone(block), [text(block, 'target.arn')]),
  );
  const machine = reportMachineOf(stack);
  const machineArn = machine && text(machine, 'arn');
  const reports = [...byRules, ...bySchedules].filter((one) => one.machineArn === machineArn);
  const twice = byRules.find(({ schedule: { rule } }) => bySchedules.some(({ schedule }) => schedule.rule === rule));
  if (twice) {
    throw new UserError(
      `The stack ${stack.name} starts the report ${twice.schedule.report} by a rule and by a schedule: leave one of them out.`,
    );
  }
  if (machineArn === undefined || reports.length === 0) {
    throw new UserError(
      `The stack ${stack.name} has no schedule of reports: a rule, or a schedule of EventBridge Scheduler, whose function's environment has the ARN of ` +
        `${machine?.address ?? 'a state machine'} as STATE_MACHINE_ARN, and its name in SCHEDULES.`,
    );
  }
  return { schedules: reports.map(({ schedule }) => schedule), machineArn };
}

function reportIn(starter: Block, schedules: string | undefined, rule: string): string | undefined {
  if (schedules === undefined) return undefined;
  try {
    const known = new Map(Object.entries(JSON.parse(schedules) as Record<string, { readonly name?: unknown }>));
    const name = known.get(rule)?.name;
    return typeof name === 'string' ? name : undefined;
  } catch {
    throw new UserError(`${starter.address}: environment.variables.SCHEDULES is ${schedules}: it must be a JSON text.`);
  }
}

/**
 * Those that a run lets fire: the one that was asked for, or all that are on.
 * @throws UserError for one that there is not, or that is off
 */
export function dueOf(schedules: readonly ReportSchedule[], asked: string | undefined): ReportSchedule[] {
  if (asked === undefined) return schedules.filter(({ enabled }) => enabled);
  const found = schedules.find(({ report }) => report === asked);
  if (!found) {
    const names = schedules.map(({ report }) => report).join(', ');
    throw new UserError(`--report ${asked}: there is no such report; choose one of ${names}.`);
  }
  if (found.enabled) return [found];
  throw new UserError(
    `--report ${asked}: its schedule is disabled, and fires nothing: set enabled: true in the settings' reports, or make ` +
      'it by hand, with --start and --end.',
  );
}
