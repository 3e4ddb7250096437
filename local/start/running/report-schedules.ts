import { UserError } from '../../../scripts/user-error';
import { text, textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { reportMachineOf } from '../../../terraform/stacks/report-machine';
import { type Cron, cronsOf } from './crons';

/** What starts a report by its own cron. */
export interface ReportSchedule extends Cron {
  /** What the report is called; its executions are `<report>-…`. */
  readonly report: string;
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
  const started = cronsOf(stack).flatMap(({ cron, functions }) =>
    functions.flatMap((starter) => {
      const { STATE_MACHINE_ARN, SCHEDULES } = textMap(starter, 'environment.variables');
      const report = reportIn(starter, SCHEDULES, cron.name);
      if (STATE_MACHINE_ARN === undefined || report === undefined) return [];
      return [{ machineArn: STATE_MACHINE_ARN, schedule: { report, ...cron } }];
    }),
  );
  const machine = reportMachineOf(stack);
  const machineArn = machine && text(machine, 'arn');
  const reports = started.filter((one) => one.machineArn === machineArn);
  const twice = started.find(({ schedule: { by, name } }) =>
    started.some(({ schedule: other }) => other.name === name && other.by !== by),
  );
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

function reportIn(starter: Block, schedules: string | undefined, schedule: string): string | undefined {
  if (schedules === undefined) return undefined;
  try {
    const known = new Map(Object.entries(JSON.parse(schedules) as Record<string, { readonly name?: unknown }>));
    const name = known.get(schedule)?.name;
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
