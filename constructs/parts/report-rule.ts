import { knownClock } from '../../scripts/text/known-clock';
import { zoneOf } from '../../scripts/text/zone';
import { type Deployment, named } from './deployment';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A report that is made again and again: of the month, the week or the day that is over. */
export type ReportSchedule = {
  /** Short, and no other's: executions are `<name>-<environment>-<first day>-<last day>`. */
  readonly name: string;
  /** Of the day on which it is made, `HH:MM`. */
  readonly at: string;
  /** That `at` and `day` are of, as the Time Zone Database names it; UTC when absent. */
  readonly timeZone?: string | undefined;
  readonly enabled: boolean;
} & (
  | { readonly every: 'month'; readonly day: number }
  | { readonly every: 'week'; readonly day: Weekday }
  | { readonly every: 'day' }
);

/** The one that there was before there were others: its rule has the name that it had, for another would replace it. */
export const isFirst = ({ name }: ReportSchedule): boolean => name === 'monthly';

/** Of the rule that starts it, or of the schedule in a zone and its group. */
export const ruleName = (schedule: ReportSchedule, deployment: Deployment): string =>
  named(isFirst(schedule) ? 'send-report-once-a-month' : `send-${schedule.name}-report`, deployment);

const hourOf = ({ at }: ReportSchedule): number => Number(at.slice(0, 2));
const minuteOf = ({ at }: ReportSchedule): number => Number(at.slice(3));

/** In UTC, of the earliest moment in the year: settings have it on the same day. */
export const hourInUtc = (schedule: ReportSchedule): number => {
  const ahead = schedule.timeZone === undefined ? 0 : knownClock(zoneOf(schedule.timeZone)).most;
  return Math.floor((hourOf(schedule) * 60 + minuteOf(schedule) - ahead) / 60);
};

/** Monday is 1, as for ISO 8601 and CloudWatch's DAY. */
export const weekdayNumber = (day: Weekday): number => WEEKDAYS.indexOf(day) + 1;

/**
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html; Scheduler's has the same form:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function cronOf(schedule: ReportSchedule): string {
  const time = `${minuteOf(schedule)} ${hourOf(schedule)}`;
  if (schedule.every === 'month') return `cron(${time} ${schedule.day} * ? *)`;
  if (schedule.every === 'week') return `cron(${time} ? * ${schedule.day.slice(0, 3).toUpperCase()} *)`;
  return `cron(${time} * * ? *)`;
}

/** `8:00 am (UTC) every 1st day of the month`, `8:00 am (Europe/Berlin) every Monday` */
export function moments(schedule: ReportSchedule): string {
  const hour = hourOf(schedule);
  const time = `${hour % 12 || 12}:${schedule.at.slice(3)} ${hour < 12 ? 'am' : 'pm'} (${schedule.timeZone ?? 'UTC'})`;
  return `${time} every ${days(schedule)}`;
}

function days(schedule: ReportSchedule): string {
  if (schedule.every === 'month') return `${ordinal(schedule.day)} day of the month`;
  return schedule.every === 'week' ? weekdayName(schedule.day) : 'day';
}

/** `Monday` */
export const weekdayName = (day: Weekday): string => `${day.charAt(0).toUpperCase()}${day.slice(1)}`;

const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** `1st`, `22nd` */
export const ordinal = (day: number): string =>
  `${day}${ENDINGS[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)] ?? 'th'}`;
