import { timestampOf } from '../../events/arrival';
import { type SentEvent } from '../../events/event';
import { dayLength, daysIn, dayOf, monthOf, type Period, startOfDay } from '../../events/period';

/**
 * For tests: counts events the plain way, for what a report says of them to be compared with. Nothing here knows SQL,
 * Parquet or the handlers.
 */
export interface Recount {
  readonly total: Total;
  readonly before: Total;
  /** Days of each period. */
  readonly length: number;
  readonly lengthBefore: number;
  /** Every day of the period, and the same day of that before: a month may have days more or fewer than the other. */
  readonly days: readonly { readonly now?: Day; readonly before?: Day }[];
  /** Every hour of the day. */
  readonly hours: readonly { readonly now: Counts; readonly before: Counts }[];
  /** Most events first, equal ones by name. */
  readonly formats: readonly Named[];
  readonly videos: readonly Named[];
  /** Events that arrived in the period, and count in no report. */
  readonly nowhere: number;
  /** Records that arrived in the period and could not be read. */
  readonly malformed: number;
}

export interface Counts {
  readonly events: number;
  readonly users: number;
  readonly videos: number;
}

export interface Day extends Counts {
  readonly day: string;
}

export interface Total extends Counts {
  readonly withoutTimestamp: number;
  readonly withoutFormat: number;
  readonly withoutUser: number;
  readonly withoutVideo: number;
  readonly late: number;
}

export interface Named extends Counts {
  readonly name: string;
  readonly before: number;
}

interface Counted {
  readonly day: string;
  readonly arrivalDay: string;
  readonly hour?: number;
  readonly id: string;
  readonly userId: string;
  /** As it was sent, or empty. */
  readonly format: string;
}

const lateArrivalDays = 2;

export function recount(events: readonly SentEvent[], period: Period): Recount {
  const periodBefore = periodBeforeOf(period);
  const [length, lengthBefore] = [daysIn(period), daysIn(periodBefore)];
  const read = events.map((event) => ({ arrivalDay: dayOf(event.arrival), record: readRecord(event) }));
  const records = read.flatMap(({ record }) => record ?? []);
  const now = within(records, period);
  const before = within(records, periodBefore);
  const counted = new Set([...now, ...before]);
  const lastDayAfter = periodAfter(period).endDate;
  const ofDay = groups(now, ({ day }) => day);
  const ofDayBefore = groups(before, ({ day }) => day);
  const ofHour = groups(now, ({ hour }) => String(hour));
  const ofHourBefore = groups(before, ({ hour }) => String(hour));
  return {
    total: totalOf(now),
    before: totalOf(before),
    length,
    lengthBefore,
    days: Array.from({ length: Math.max(length, lengthBefore) }, (_, index) => {
      const nth = ({ startDate }: Period) => shifted(startDate, index);
      return {
        ...(index < length && { now: { day: nth(period), ...counts(ofDay.get(nth(period))) } }),
        ...(index < lengthBefore && {
          before: { day: nth(periodBefore), ...counts(ofDayBefore.get(nth(periodBefore))) },
        }),
      };
    }),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      now: counts(ofHour.get(String(hour))),
      before: counts(ofHourBefore.get(String(hour))),
    })),
    formats: ranked(now, before, ({ format }) => format || 'unknown'),
    videos: ranked(now, before, ({ id }) => id),
    nowhere: records.filter(
      (one) =>
        one.arrivalDay >= period.startDate &&
        one.arrivalDay <= period.endDate &&
        !counted.has(one) &&
        !(one.day > period.endDate && one.day <= lastDayAfter),
    ).length,
    malformed: read.filter(
      ({ arrivalDay, record }) => !record && arrivalDay >= period.startDate && arrivalDay <= period.endDate,
    ).length,
  };
}

const shifted = (day: string, days: number) => dayOf(new Date(startOfDay(day).getTime() + days * dayLength));

/** Of a calendar month the one before, else as many days. */
function periodBeforeOf(period: Period): Period {
  const endDate = shifted(period.startDate, -1);
  const month = monthOf(startOfDay(period.startDate));
  const isMonth = month.startDate === period.startDate && month.endDate === period.endDate;
  return {
    startDate: isMonth ? monthOf(startOfDay(endDate)).startDate : shifted(period.startDate, -daysIn(period)),
    endDate,
  };
}

/** The one that is compared with this. */
function periodAfter(period: Period): Period {
  const startDate = shifted(period.endDate, 1);
  const month = monthOf(startOfDay(startDate));
  const before = periodBeforeOf(month);
  const isMonth = before.startDate === period.startDate && before.endDate === period.endDate;
  return { startDate, endDate: isMonth ? month.endDate : shifted(period.endDate, daysIn(period)) };
}

/** By its own day or, without one, by that of arrival; nothing for what the stream refuses. */
function readRecord({ arrival, data }: SentEvent): Counted | undefined {
  const record = parse(data);
  const time = record && timestampOf(data);
  if (!record || ((record['timestamp'] ?? undefined) !== undefined && !time)) return undefined;
  return {
    day: dayOf(time ?? arrival),
    arrivalDay: dayOf(arrival),
    ...(time ? { hour: time.getUTCHours() } : {}),
    id: record['id'] ?? '',
    userId: record['userId'] ?? '',
    format: record['format'] ?? '',
  };
}

/** The events of a period but for those that came too late. */
function within(records: readonly Counted[], { startDate, endDate }: Period): Counted[] {
  const lastArrival = dayOf(new Date(startOfDay(endDate).getTime() + lateArrivalDays * dayLength));
  return records.filter(({ day, arrivalDay }) => day >= startDate && day <= endDate && arrivalDay <= lastArrival);
}

function parse(data: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group) group.push(item);
    else found.set(keyOf(item), [item]);
  }
  return found;
}

function ranked(now: readonly Counted[], before: readonly Counted[], nameOf: (event: Counted) => string): Named[] {
  const earlier = groups(before, nameOf);
  return [...groups(now, nameOf)]
    .filter(([name]) => name !== '')
    .map(([name, these]) => ({ name, ...counts(these), before: earlier.get(name)?.length ?? 0 }))
    .sort((one, other) => other.events - one.events || (one.name < other.name ? -1 : 1));
}

const distinct = (values: readonly string[]) => new Set(values.filter((value) => value !== '')).size;

const counts = (these: readonly Counted[] = []): Counts => ({
  events: these.length,
  users: distinct(these.map(({ userId }) => userId)),
  videos: distinct(these.map(({ id }) => id)),
});

const totalOf = (these: readonly Counted[]): Total => ({
  ...counts(these),
  withoutTimestamp: these.filter(({ hour }) => hour === undefined).length,
  withoutFormat: these.filter(({ format }) => format === '').length,
  withoutUser: these.filter(({ userId }) => userId === '').length,
  withoutVideo: these.filter(({ id }) => id === '').length,
  late: these.filter(({ hour, day, arrivalDay }) => hour !== undefined && arrivalDay > day).length,
});
