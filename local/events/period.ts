import { isDate, LONGEST_PERIOD_DAYS } from '../../scripts/text/calendar';
import { UserError } from '../../scripts/user-error';

/** A report's period: calendar days in UTC, `YYYY-MM-DD`, both inclusive. */
export interface Period {
  readonly startDate: string;
  readonly endDate: string;
}

export const dayLength = 86_400_000;

export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00Z`);

export const daysIn = ({ startDate, endDate }: Period): number =>
  (startOfDay(endDate).getTime() - startOfDay(startDate).getTime()) / dayLength + 1;

/** The calendar month that holds `moment`. */
export function monthOf(moment: Date): Period {
  const [year, month] = [moment.getUTCFullYear(), moment.getUTCMonth()];
  return {
    startDate: dayOf(new Date(Date.UTC(year, month, 1))),
    endDate: dayOf(new Date(Date.UTC(year, month + 1, 0))),
  };
}

/** `2026-10`, when the period is exactly that month. */
export function wholeMonth({ startDate, endDate }: Period): string | undefined {
  const month = monthOf(startOfDay(startDate));
  return month.startDate === startDate && month.endDate === endDate ? startDate.slice(0, 7) : undefined;
}

/** @throws UserError unless `text` is a day of the calendar */
export function parseDate(option: string, text: string): string {
  if (!isDate(text)) {
    throw new UserError(
      `${option} ${text}: not a date of the calendar. Write it as YYYY-MM-DD, for example 2026-10-01.`,
    );
  }
  return text;
}

/** The rules over both dates, those of the report machine, told before anything runs. @throws UserError */
export function checkPeriod(period: Period, today: string): Period {
  const { startDate, endDate } = period;
  if (startDate > endDate) {
    throw new UserError(`--start ${startDate} is after --end ${endDate}: swap them.`);
  }
  if (endDate > today) {
    throw new UserError(`--end ${endDate} is in the future: the last day that can be reported on is ${today} (UTC).`);
  }
  if (daysIn(period) > LONGEST_PERIOD_DAYS) {
    throw new UserError(
      `--start ${startDate} --end ${endDate}: ${daysIn(period)} days, and a report covers at most ${LONGEST_PERIOD_DAYS}. ` +
        `Choose a later --start or an earlier --end.`,
    );
  }
  return period;
}
