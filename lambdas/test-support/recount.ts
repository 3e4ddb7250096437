import { isCount, shown, type Metric, type StoredEvent } from '../report/metric';
import { METRICS, type Counts } from '../report/metrics';
import type { Extent, Report } from '../report/report';

/** An event with the day that it counts on, and the format that it counts as. */
type Dated = StoredEvent & { readonly day: string; readonly shownFormat: string };

const DAY = 86_400_000;
const plus = (date: string, days: number) => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** Of a whole calendar month the month before it, else as many days. */
const startBefore = (startDate: string, endDate: string, length: number) =>
  isMonth(startDate, endDate, length) ? inMonths(startDate, -1, 1) : plus(startDate, -length);

/** The last day of the period after it, likewise. */
const endAfter = (startDate: string, endDate: string, length: number) =>
  isMonth(startDate, endDate, length) ? inMonths(startDate, 2, 0) : plus(endDate, length);

const isMonth = (startDate: string, endDate: string, length: number) =>
  startDate.endsWith('-01') && endDate === inMonths(startDate, 1, 0) && Number(endDate.slice(8)) === length;

const inMonths = (date: string, months: number, day: number) =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, day)).toISOString().slice(0, 10);

/** The report, counted event by event: it shares no code with the query, nor with what reads the answer. */
export function recount(
  events: readonly StoredEvent[],
  { startDate, endDate, lateArrivalDays }: { startDate: string; endDate: string; lateArrivalDays: number },
  metrics: readonly Metric[] = METRICS,
): Report {
  const count = (of: readonly StoredEvent[]) =>
    Object.fromEntries(metrics.filter(isCount).map(({ name, recount: plainly }) => [name, plainly(of)])) as Counts;
  const length = (Date.parse(endDate) - Date.parse(startDate)) / DAY + 1;
  const preceding = { startDate: startBefore(startDate, endDate, length), endDate: plus(startDate, -1) };
  const dated = events
    .filter(({ dt }) => dt >= preceding.startDate)
    .map((event): Dated => ({
      ...event,
      day: event.ts?.slice(0, 10) ?? event.dt,
      shownFormat: event.format || 'unknown',
    }));
  const within = (start: string, end: string) =>
    dated.filter(({ day, dt }) => day >= start && day <= end && dt <= plus(end, lateArrivalDays));
  const current = within(startDate, endDate);
  const before = within(preceding.startDate, preceding.endDate);

  const days = (of: readonly Dated[], start: string, end: string) =>
    Array.from({ length: (Date.parse(end) - Date.parse(start)) / DAY + 1 }, (_, index) => plus(start, index)).map(
      (date) => ({
        date,
        ...count(of.filter(({ day }) => day === date)),
      }),
    );
  const hours = (of: readonly Dated[]) =>
    Array.from({ length: 24 }, (_, hour) => ({
      hour,
      ...count(of.filter(({ ts }) => ts !== null && Number(ts.slice(11, 13)) === hour)),
    }));
  const ranked = (by: (event: Dated) => string | null, kind: 'format' | 'video') => {
    const names = [...new Set(current.map(by))].filter((name) => name !== null && name !== '') as string[];
    return (
      names
        .map((name) => [name, count(current.filter((event) => by(event) === name))] as const)
        // Most events first; equal ones by their name's bytes.
        .sort(([a, one], [b, other]) => other.events - one.events || Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .map(([name, counts]) => {
          const earlier = count(before.filter((event) => by(event) === name));
          const changing = shown(metrics, 'change', kind).map((metric) => metric.name as keyof Counts);
          return [name, { ...counts, before: Object.fromEntries(changing.map((one) => [one, earlier[one]])) }] as const;
        })
    );
  };
  const formats = ranked(({ shownFormat }) => shownFormat, 'format');
  return {
    metrics,
    period: { startDate, endDate },
    preceding,
    total: count(current),
    precedingTotal: count(before),
    days: days(current, startDate, endDate),
    precedingDays: days(before, preceding.startDate, preceding.endDate),
    hours: hours(current),
    precedingHours: hours(before),
    formats: formats.slice(0, 20).map(([format, counts]) => ({ format, ...counts })),
    otherFormats: {
      formats: Math.max(0, formats.length - 20),
      events: formats.slice(20).reduce((sum, [, counts]) => sum + counts.events, 0),
    },
    topVideos: ranked(({ id }) => id, 'video')
      .slice(0, 10)
      .map(([id, counts]) => ({ id, ...counts })),
    nowhere: extent(
      dated.filter(
        (event) =>
          event.dt >= startDate &&
          event.dt <= endDate &&
          !current.includes(event) &&
          !before.includes(event) &&
          // The report of the period after this one reads what arrives from this one's start on.
          !(event.day > endDate && event.day <= endAfter(startDate, endDate, length)),
      ),
    ),
    read: extent(dated.filter(({ dt }) => dt <= plus(endDate, lateArrivalDays))),
  };
}

function extent(events: readonly { day: string }[]): Extent {
  const days = events.map(({ day }) => day).sort();
  const [startDate, endDate] = [days[0], days.at(-1)];
  return { events: days.length, ...(startDate && endDate ? { days: { startDate, endDate } } : {}) };
}
