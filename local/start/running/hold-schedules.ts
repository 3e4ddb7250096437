import { type Account } from '../../aws/account';

/** Disables every schedule, of reports and of all else: time passes, and nothing is started of its own accord. */
export function holdSchedules({ events, scheduler }: Pick<Account, 'events' | 'scheduler'>): void {
  for (const { Name, ScheduleExpression } of events.describeRules()) {
    if (ScheduleExpression !== undefined) events.disable(Name);
  }
  for (const { schedule } of scheduler.schedules()) scheduler.disable(schedule.name);
}

/** While simulated time passes: schedules fire nothing, and no alarm misses what they would have made. */
export function hold(account: Account): void {
  holdSchedules(account);
  for (const alarm of account.cloudWatch.calendarAlarms()) account.cloudWatch.disable(alarm);
}
