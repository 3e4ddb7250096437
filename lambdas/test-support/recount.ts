import type { Counts, Extent, Quality, Report } from '../report/report';

/** An event as the store has it: `dt` is the day it arrived. */
export interface StoredEvent {
  id: string | null;
  userid: string | null;
  format: string | null;
  /** `YYYY-MM-DD hh:mm:ss[.sss]`, UTC. */
  ts: string | null;
  dt: string;
}

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
): Report {
  const length = (Date.parse(endDate) - Date.parse(startDate)) / DAY + 1;
  const preceding = { startDate: startBefore(startDate, endDate, length), endDate: plus(startDate, -1) };
  const dated = events
    .filter(({ dt }) => dt >= preceding.startDate)
    .map((event) => ({
      ...event,
      day: event.ts?.slice(0, 10) ?? event.dt,
      formatAsSent: event.format,
      format: event.format || 'unknown',
    }));
  const within = (start: string, end: string) =>
    dated.filter(({ day, dt }) => day >= start && day <= end && dt <= plus(end, lateArrivalDays));
  const current = within(startDate, endDate);
  const before = within(preceding.startDate, preceding.endDate);

  const days = (of: typeof dated, start: string, end: string) =>
    Array.from({ length: (Date.parse(end) - Date.parse(start)) / DAY + 1 }, (_, index) => plus(start, index)).map(
      (date) => ({
        date,
        ...count(of.filter(({ day }) => day === date)),
      }),
    );
  const hours = (of: typeof dated) =>
    Array.from({ length: 24 }, (_, hour) => ({
      hour,
      ...count(of.filter(({ ts }) => ts !== null && Number(ts.slice(11, 13)) === hour)),
    }));
  const formats = most(current, ({ format }) => format);
  return {
    period: { startDate, endDate },
    preceding,
    total: count(current),
    precedingTotal: count(before),
    days: days(current, startDate, endDate),
    precedingDays: days(before, preceding.startDate, preceding.endDate),
    hours: hours(current),
    precedingHours: hours(before),
    formats: formats.slice(0, 20).map(([format, counts]) => ({
      format,
      ...counts,
      eventsBefore: before.filter((event) => event.format === format).length,
    })),
    otherFormats: {
      formats: Math.max(0, formats.length - 20),
      events: formats.slice(20).reduce((sum, [, counts]) => sum + counts.events, 0),
    },
    topVideos: most(current, ({ id }) => id)
      .slice(0, 10)
      .map(([id, counts]) => ({
        id,
        events: counts.events,
        users: counts.users,
        eventsBefore: before.filter((event) => event.id === id).length,
      })),
    quality: quality(current),
    precedingQuality: quality(before),
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

/** An event before its missing format was named. */
type Dated = StoredEvent & { readonly formatAsSent: string | null };

const quality = (events: readonly Dated[]): Quality => {
  const such = (is: (event: Dated) => boolean) => events.filter(is).length;
  return {
    withoutTimestamp: such(({ ts }) => ts === null),
    withoutFormat: such(({ formatAsSent }) => !formatAsSent),
    withoutUser: such(({ userid }) => !userid),
    withoutVideo: such(({ id }) => !id),
    late: such(({ ts, dt }) => ts !== null && dt > ts.slice(0, 10)),
  };
};

const distinct = (values: (string | null)[]) => new Set(values.filter((value) => value !== null && value !== '')).size;

const count = (events: readonly Pick<StoredEvent, 'id' | 'userid'>[]): Counts => ({
  events: events.length,
  users: distinct(events.map(({ userid }) => userid)),
  videos: distinct(events.map(({ id }) => id)),
});

/** Groups, most events first; equal ones by their name's bytes. */
function most<Event extends StoredEvent>(events: readonly Event[], by: (event: Event) => string | null) {
  const names = new Set(events.map(by).filter((name) => name !== null && name !== '') as string[]);
  return [...names]
    .map((name) => [name, count(events.filter((event) => by(event) === name))] as const)
    .sort(([a, one], [b, other]) => other.events - one.events || Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
