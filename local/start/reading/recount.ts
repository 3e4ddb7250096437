import { timestampOf } from '../../events/arrival';
import { type SentEvent } from '../../events/event';
import { dayLength, daysIn, dayOf, monthOf, type Period, startOfDay } from '../../events/period';

/** An event as the table has it, of what was sent: `ts` is its own time in UTC, `dt` the day that it arrived. */
export interface StoredEvent {
  readonly id: string | null;
  readonly userid: string | null;
  readonly format: string | null;
  readonly ts: string | null;
  readonly dt: string;
  readonly [column: string]: unknown;
}

/** A number of the report as it is declared, but for its SQL: lambdas/report/metric.ts tells what is what. */
export interface Declared {
  readonly name: string;
  readonly title: string;
  readonly unit?: string;
  readonly recount?: (events: readonly StoredEvent[]) => number;
  readonly ratio?: readonly [part: string, of: string];
  readonly byTheDay?: true;
  readonly shows?: Readonly<Partial<Record<'message' | 'page' | 'chart' | 'change', readonly string[]>>>;
  readonly fault?: string;
}

/**
 * For tests: counts events the plain way, for what a report says of them to be compared with. Nothing here knows SQL,
 * Parquet or the handlers.
 */
export interface Recount {
  readonly declared: readonly Declared[];
  readonly total: Counts;
  readonly before: Counts;
  /** Days of each period. */
  readonly length: number;
  readonly lengthBefore: number;
  /** Every day of the period, and the same day of that before: a month may have days more or fewer than the other. */
  readonly days: readonly { readonly now?: Day; readonly before?: Day }[];
  /** Every hour of the day. */
  readonly hours: readonly { readonly now: Counts; readonly before: Counts }[];
  /** Most events first, equal ones by name; no more than are shown. */
  readonly formats: readonly Named[];
  readonly videos: readonly Named[];
  /** Events that arrived in the period, and count in no report. */
  readonly nowhere: number;
  /** Records that arrived in the period and could not be read. */
  readonly malformed: number;
}

/** By the names of the declarations. */
export type Counts = Readonly<Record<string, number>>;

export interface Day {
  readonly day: string;
  readonly counts: Counts;
}

export interface Named {
  readonly name: string;
  readonly counts: Counts;
  readonly before: Counts;
}

interface Counted {
  readonly day: string;
  readonly arrivalDay: string;
  readonly hour?: number;
  readonly stored: StoredEvent;
}

const lateArrivalDays = 2;

/** No message and no page shows more of a ranking. */
const MOST_RANKED = 20;

export function recount(events: Iterable<SentEvent>, period: Period, declared: readonly Declared[]): Recount {
  const counts = (these: readonly Counted[] = []): Counts => {
    const stored = these.map((one) => one.stored);
    return Object.fromEntries(
      declared.flatMap(({ name, recount: plainly }) => (plainly ? [[name, plainly(stored)]] : [])),
    );
  };
  const periodBefore = periodBeforeOf(period);
  const [length, lengthBefore] = [daysIn(period), daysIn(periodBefore)];
  const read = Array.from(events, (event) => ({ arrivalDay: dayOf(event.arrival), record: readRecord(event) }));
  const records = read.flatMap(({ record }) => record ?? []);
  const now = within(records, period);
  const before = within(records, periodBefore);
  const counted = new Set([...now, ...before]);
  const lastDayAfter = periodAfter(period).endDate;
  const ofDay = groups(now, ({ day }) => day);
  const ofDayBefore = groups(before, ({ day }) => day);
  const ofHour = groups(now, ({ hour }) => String(hour));
  const ofHourBefore = groups(before, ({ hour }) => String(hour));
  const ranked = (nameOf: (event: Counted) => string): Named[] => {
    const earlier = groups(before, nameOf);
    return [...groups(now, nameOf)]
      .filter(([name]) => name !== '')
      .sort(([one, these], [other, those]) => those.length - these.length || (one < other ? -1 : 1))
      .slice(0, MOST_RANKED)
      .map(([name, these]) => ({ name, counts: counts(these), before: counts(earlier.get(name)) }));
  };
  return {
    declared,
    total: counts(now),
    before: counts(before),
    length,
    lengthBefore,
    days: Array.from({ length: Math.max(length, lengthBefore) }, (_, index) => {
      const nth = ({ startDate }: Period) => shifted(startDate, index);
      return {
        ...(index < length && { now: { day: nth(period), counts: counts(ofDay.get(nth(period))) } }),
        ...(index < lengthBefore && {
          before: { day: nth(periodBefore), counts: counts(ofDayBefore.get(nth(periodBefore))) },
        }),
      };
    }),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      now: counts(ofHour.get(String(hour))),
      before: counts(ofHourBefore.get(String(hour))),
    })),
    formats: ranked(({ stored }) => stored.format || 'unknown'),
    videos: ranked(({ stored }) => stored.id ?? ''),
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
  const dt = dayOf(arrival);
  const ts = time ? time.toISOString().replace('T', ' ').slice(0, -1) : null;
  return {
    day: ts?.slice(0, 10) ?? dt,
    arrivalDay: dt,
    ...(time ? { hour: time.getUTCHours() } : {}),
    stored: stored(record, ts, dt),
  };
}

/** Of whatever columns: their names are the keys in lower case. */
function stored(record: Readonly<Record<string, string>>, ts: string | null, dt: string): StoredEvent {
  const { id = null, userId: userid = null, format = null } = record;
  // These first: V8 then has few shapes for all events, and goes through a month of them faster.
  const event: Record<string, unknown> & StoredEvent = { id, userid, format, ts, dt };
  for (const [key, value] of Object.entries(record)) {
    const column = key.toLowerCase();
    if (!(column in event)) event[column] = value;
  }
  return event;
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
