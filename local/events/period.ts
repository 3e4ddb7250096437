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

function dateFault(what: string, text: string): string | undefined {
  if (isDate(text)) return undefined;
  const wanted = 'rite it as YYYY-MM-DD, for example 2026-10-01.';
  return text === '' ? `${what} is missing: w${wanted}` : `${what} ${text}: not a date of the calendar. W${wanted}`;
}

/** @throws UserError unless `text` is a day of the calendar */
export function parseDate(option: string, text: string): string {
  const fault = dateFault(option, text);
  if (fault !== undefined) throw new UserError(fault);
  return text;
}

type ByField = Readonly<Record<keyof Period, string>>;

const OPTIONS: ByField = { startDate: '--start', endDate: '--end' };

/**
 * What is wrong with a period, by its field: the rules of the report machine, told before anything runs.
 * @param names what the fields are called where it was given
 */
export function periodFaults(period: Period, today: string, names = OPTIONS): Partial<ByField> {
  const { startDate, endDate } = period;
  const first = dateFault(names.startDate, startDate);
  const last = dateFault(names.endDate, endDate);
  if (first !== undefined || last !== undefined)
    return { ...(first === undefined ? {} : { startDate: first }), ...(last === undefined ? {} : { endDate: last }) };
  const [from, to] = [`${names.startDate} ${startDate}`, `${names.endDate} ${endDate}`];
  return {
    ...(startDate > endDate ? { startDate: `${from} is after ${to}: swap them.` } : {}),
    ...(endDate > today
      ? { endDate: `${to} is in the future: the last day that can be reported on is ${today} (UTC).` }
      : {}),
    ...(daysIn(period) > LONGEST_PERIOD_DAYS
      ? {
          startDate:
            `${from} ${to}: ${daysIn(period)} days, and a report covers at most ${LONGEST_PERIOD_DAYS}. ` +
            `Choose a later ${names.startDate} or an earlier ${names.endDate}.`,
        }
      : {}),
  };
}

/** @throws UserError with all that is wrong */
export function checkPeriod(period: Period, today: string): Period {
  const faults = Object.values(periodFaults(period, today));
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return period;
}
