import { datesOf, precedingPeriod, type Period } from '../shared/period';
import { isCount, shown, type Metric } from './metric';
import type { SomeCounts } from './metric-values';
import { METRICS, type Counts } from './metrics';
import type { ResultRow } from './query-results';
import { before } from './report-sql';

/** Events, and the range of their own days; there is none where there are no events. */
export interface Extent {
  events: number;
  days?: Period;
}

/** What is ranked; `before` has the counts whose change is shown, of the preceding period. */
interface Ranked {
  before: SomeCounts;
}

/** What the report tells, whatever it is rendered as. */
export interface Report {
  /** The declarations of its numbers. */
  metrics: readonly Metric[];
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
  formats: (Counts & Ranked & { format: string })[];
  /** What the formats beyond those have together. */
  otherFormats: { formats: number; events: number };
  /** Most events first; equal ones by id. */
  topVideos: (Counts & Ranked & { id: string })[];
  /** What arrived in the period and counts in no report: clocks that are wrong, and events past the late-arrival days. */
  nowhere: Extent;
  /** All that the query read: what arrived from the preceding period's start to the late-arrival days after the end. */
  read: Extent;
}

/**
 * Builds the report from the rows of `reportSql`. Throws when a row is not one of that query's, or the answer lacks its
 * last: what was not measured is no zero.
 */
export function reportFrom(
  rows: readonly ResultRow[],
  { startDate, endDate }: Period,
  metrics: readonly Metric[] = METRICS,
): Report {
  if (rows.at(-1)?.['part'] !== 'whole')
    throw new Error(`The query's answer ends after ${rows.length} rows, without the last: it is not whole.`);
  const period = { startDate, endDate };
  const preceding = precedingPeriod(period);
  const names = metrics.filter(isCount).map(({ name }) => name);
  const counts = (row: ResultRow) => Object.fromEntries(names.map((name) => [name, count(row, name)])) as Counts;
  const none = Object.fromEntries(names.map((name) => [name, 0])) as Counts;
  const of = (part: string, kind: string) =>
    rows
      .filter((row) => row['part'] === part && row['kind'] === kind)
      .map((row) => ({ label: row['label'] ?? '', place: count(row, 'place'), counts: counts(row), row }))
      .sort((one, other) => one.place - other.place);
  const found = (part: string, kind: string) =>
    new Map(of(part, kind).map(({ label, counts: those }) => [label, those]));
  const days = (part: string, of_: Period) => {
    const those = found(part, 'day');
    return datesOf(of_).map((date) => ({ date, ...(those.get(date) ?? none) }));
  };
  const hours = (part: string) => {
    const those = found(part, 'hour');
    return Array.from({ length: 24 }, (_, hour) => ({ hour, ...(those.get(String(hour)) ?? none) }));
  };
  const ranking = (kind: 'format' | 'video') =>
    of('current', kind).map(({ label, counts: those, row }) => ({
      label,
      ranked: {
        ...those,
        before: Object.fromEntries(
          shown(metrics, 'change', kind).map((metric) => [metric.name, count(row, before(metric))]),
        ) as SomeCounts,
      },
    }));
  const total = of('current', 'total')[0]?.counts ?? none;
  const formats = ranking('format').map(({ label, ranked }) => ({ format: label, ...ranked }));
  return {
    metrics,
    period,
    preceding,
    total,
    precedingTotal: of('preceding', 'total')[0]?.counts ?? none,
    days: days('current', period),
    precedingDays: days('preceding', preceding),
    hours: hours('current'),
    precedingHours: hours('preceding'),
    formats,
    otherFormats: {
      formats: total.formats - formats.length,
      events: total.events - formats.reduce((sum, { events }) => sum + events, 0),
    },
    topVideos: ranking('video').map(({ label, ranked }) => ({ id: label, ...ranked })),
    nowhere: extent(of('nowhere', 'total')),
    read: extent(['current', 'preceding', 'nowhere', 'elsewhere'].flatMap((part) => of(part, 'total'))),
  };
}

/** Of totals together. */
function extent(totals: readonly { counts: Counts; row: ResultRow }[]): Extent {
  const bounds = (column: string) => totals.map(({ row }) => day(row, column)).sort();
  const [startDate, endDate] = [bounds('first_day')[0], bounds('last_day').at(-1)];
  const events = totals.reduce((sum, { counts }) => sum + counts.events, 0);
  return startDate === undefined || endDate === undefined ? { events } : { events, days: { startDate, endDate } };
}

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
