import { datesOf, precedingPeriod, type Period } from './period';
import type { ResultRow } from './query-results';

export interface Counts {
  events: number;
  /** Distinct user ids; events without one have no part in it. */
  users: number;
  /** Distinct video ids; events without one have no part in it. */
  videos: number;
}

/** What the report tells, whatever it is rendered as. Counts of users and videos don't add up: each is distinct. */
export interface Report {
  period: Period;
  /** The period of equal length just before. */
  preceding: Period;
  total: Counts;
  precedingTotal: Counts;
  /** Each day of the period in order, those without events too. */
  days: (Counts & { date: string })[];
  precedingDays: (Counts & { date: string })[];
  /** The most frequent formats, most frequent first; `unknown` stands for events without one. */
  formats: (Counts & { format: string })[];
  /** What the formats beyond those have together. */
  otherFormats: { formats: number; events: number };
  /** Most events first; equal ones by id. */
  topVideos: { id: string; events: number; users: number }[];
}

/** Builds the report from the rows of `reportSql`. Throws when a row is not one of that query's. */
export function reportFrom(rows: readonly ResultRow[], { startDate, endDate }: Period): Report {
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
  const [total] = of('current', 'total');
  const [precedingTotal] = of('preceding', 'total');
  const formats = of('current', 'format').map(({ label, events, users, videos }) => ({
    format: label,
    events,
    users,
    videos,
  }));
  return {
    period,
    preceding,
    total: total ? counts(total.row) : NONE,
    precedingTotal: precedingTotal ? counts(precedingTotal.row) : NONE,
    days: days('current', period),
    precedingDays: days('preceding', preceding),
    formats,
    otherFormats: {
      formats: (total ? count(total.row, 'formats') : 0) - formats.length,
      events: (total?.events ?? 0) - formats.reduce((sum, { events }) => sum + events, 0),
    },
    topVideos: of('current', 'video').map(({ label, events, users }) => ({ id: label, events, users })),
  };
}

const NONE: Counts = { events: 0, users: 0, videos: 0 };

const counts = (row: ResultRow): Counts => ({
  events: count(row, 'events'),
  users: count(row, 'users'),
  videos: count(row, 'videos'),
});

function count(row: ResultRow, column: string): number {
  const value = row[column];
  if (value === undefined || !/^\d{1,15}$/.test(value))
    throw new Error(`The query's answer has ${JSON.stringify(value)} in column ${column}, where a count belongs.`);
  return Number(value);
}
