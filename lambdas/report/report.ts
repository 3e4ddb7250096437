import { datesOf, precedingPeriod, type Period } from '../shared/period';
import type { ResultRow } from './query-results';

export interface Counts {
  events: number;
  /** Distinct user ids; events without one have no part in it. */
  users: number;
  /** Distinct video ids; events without one have no part in it. */
  videos: number;
}

/** Events that lack something, or came late. One event can be several of these. */
export interface Quality {
  withoutTimestamp: number;
  withoutFormat: number;
  withoutUser: number;
  withoutVideo: number;
  /** Arrived on a later day (UTC) than their own. */
  late: number;
}

/** Events, and the range of their own days; there is none where there are no events. */
export interface Extent {
  events: number;
  days?: Period;
}

/** What the report tells, whatever it is rendered as. Counts of users and videos don't add up: each is distinct. */
export interface Report {
  period: Period;
  /** What it is compared with: the calendar month before, or as many days before. */
  preceding: Period;
  total: Counts;
  precedingTotal: Counts;
  /** Each day of the period in order, those without events too. */
  days: (Counts & { date: string })[];
  precedingDays: (Counts & { date: string })[];
  /** Each hour of the day (UTC), 0 first; events without a timestamp have none. */
  hours: (Counts & { hour: number })[];
  precedingHours: (Counts & { hour: number })[];
  /** The most frequent formats, most frequent first; `unknown` stands for events without one. */
  formats: (Counts & { format: string; eventsBefore: number })[];
  /** What the formats beyond those have together. */
  otherFormats: { formats: number; events: number };
  /** Most events first; equal ones by id. */
  topVideos: { id: string; events: number; users: number; eventsBefore: number }[];
  quality: Quality;
  precedingQuality: Quality;
  /** What arrived in the period and counts in no report: clocks that are wrong, and events past the late-arrival days. */
  nowhere: Extent;
  /** All that the query read: what arrived from the preceding period's start to the late-arrival days after the end. */
  read: Extent;
}

/**
 * Builds the report from the rows of `reportSql`. Throws when a row is not one of that query's, or the answer lacks its
 * last: what was not measured is no zero.
 */
export function reportFrom(rows: readonly ResultRow[], { startDate, endDate }: Period): Report {
  if (rows.at(-1)?.['part'] !== 'whole')
    throw new Error(`The query's answer ends after ${rows.length} rows, without the last: it is not whole.`);
  const period = { startDate, endDate };
  const preceding = precedingPeriod(period);
  const of = (part: string, kind: string) =>
    rows
      .filter((row) => row['part'] === part && row['kind'] === kind)
      .map((row) => ({ label: row['label'] ?? '', place: count(row, 'place'), ...counts(row), row }))
      .sort((one, other) => one.place - other.place);
  const days = (part: string, of_: Period) => {
    const found = new Map(
      of(part, 'day').map(({ label, events, users, videos }) => [label, { events, users, videos }]),
    );
    return datesOf(of_).map((date) => ({ date, ...(found.get(date) ?? NONE) }));
  };
  const hours = (part: string) => {
    const found = new Map(
      of(part, 'hour').map(({ label, events, users, videos }) => [label, { events, users, videos }]),
    );
    return Array.from({ length: 24 }, (_, hour) => ({ hour, ...(found.get(String(hour)) ?? NONE) }));
  };
  const [total] = of('current', 'total');
  const [precedingTotal] = of('preceding', 'total');
  const formats = of('current', 'format').map(({ label, events, users, videos, row }) => ({
    format: label,
    events,
    users,
    videos,
    eventsBefore: count(row, 'events_before'),
  }));
  return {
    period,
    preceding,
    total: total ? counts(total.row) : NONE,
    precedingTotal: precedingTotal ? counts(precedingTotal.row) : NONE,
    days: days('current', period),
    precedingDays: days('preceding', preceding),
    hours: hours('current'),
    precedingHours: hours('preceding'),
    formats,
    otherFormats: {
      formats: (total ? count(total.row, 'formats') : 0) - formats.length,
      events: (total?.events ?? 0) - formats.reduce((sum, { events }) => sum + events, 0),
    },
    topVideos: of('current', 'video').map(({ label, events, users, row }) => ({
      id: label,
      events,
      users,
      eventsBefore: count(row, 'events_before'),
    })),
    quality: total ? quality(total.row) : SOUND,
    precedingQuality: precedingTotal ? quality(precedingTotal.row) : SOUND,
    nowhere: extent(of('nowhere', 'total')),
    read: extent(['current', 'preceding', 'nowhere', 'elsewhere'].flatMap((part) => of(part, 'total'))),
  };
}

/** Of totals together. */
function extent(totals: readonly { events: number; row: ResultRow }[]): Extent {
  const bounds = (column: string) => totals.map(({ row }) => day(row, column)).sort();
  const [startDate, endDate] = [bounds('first_day')[0], bounds('last_day').at(-1)];
  const events = totals.reduce((sum, one) => sum + one.events, 0);
  return startDate === undefined || endDate === undefined ? { events } : { events, days: { startDate, endDate } };
}

const NONE: Counts = { events: 0, users: 0, videos: 0 };

const counts = (row: ResultRow): Counts => ({
  events: count(row, 'events'),
  users: count(row, 'users'),
  videos: count(row, 'videos'),
});

const SOUND: Quality = { withoutTimestamp: 0, withoutFormat: 0, withoutUser: 0, withoutVideo: 0, late: 0 };

const quality = (row: ResultRow): Quality => ({
  withoutTimestamp: count(row, 'no_timestamp'),
  withoutFormat: count(row, 'no_format'),
  withoutUser: count(row, 'no_user'),
  withoutVideo: count(row, 'no_video'),
  late: count(row, 'late'),
});

function day(row: ResultRow, column: string): string {
  const value = row[column];
  // A clock may be wrong by thousands of years.
  if (value === undefined || !/^[+-]?\d{1,6}-\d{2}-\d{2}$/.test(value))
    throw new Error(`The query's answer has ${JSON.stringify(value)} in column ${column}, where a day belongs.`);
  return value;
}

function count(row: ResultRow, column: string): number {
  const value = row[column];
  if (value === undefined || !/^\d{1,15}$/.test(value))
    throw new Error(`The query's answer has ${JSON.stringify(value)} in column ${column}, where a count belongs.`);
  return Number(value);
}
