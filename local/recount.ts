import { timestampOf } from './events/arrival';
import { type SentEvent } from './events/event';
import { dayLength, daysIn, dayOf, type Period, startOfDay } from './period';

/**
 * For tests: counts events the plain way, and reads the numbers of a report's message, so that both can be compared.
 * Nothing here knows SQL, Parquet or the handlers.
 */
export interface Numbers {
  readonly totals: Readonly<Record<'events' | 'users' | 'videos', { now: number; before: number; change: string }>>;
  /** events, users, videos by day: every day of the period */
  readonly days: Readonly<Record<string, readonly number[]>>;
  /** events, users, videos and the share by format */
  readonly formats: Readonly<Record<string, readonly (number | string)[]>>;
  /** id, events, users: most events first, equal ones by id */
  readonly topVideos: readonly (readonly [string, number, number])[];
}

interface Counted {
  readonly arrived: string;
  readonly day: string;
  readonly id: string;
  readonly userId: string;
  readonly format: string;
}

const lateArrivalDays = 2;

export function recount(events: readonly SentEvent[], period: Period): Numbers {
  const length = daysIn(period) * dayLength;
  const shifted = (day: string) => dayOf(new Date(startOfDay(day).getTime() - length));
  const preceding = { startDate: shifted(period.startDate), endDate: shifted(period.endDate) };
  const counted = readable(events);
  const now = within(counted, period);
  const before = within(counted, preceding);
  const total = (pick: (these: readonly Counted[]) => number) => ({
    now: pick(now),
    before: pick(before),
    change: change(pick(now), pick(before)),
  });
  const byDay = groups(now, ({ day }) => day);
  const days: Record<string, number[]> = {};
  for (
    let day = startOfDay(period.startDate);
    dayOf(day) <= period.endDate;
    day = new Date(day.getTime() + dayLength)
  ) {
    days[dayOf(day)] = counts(byDay.get(dayOf(day)) ?? []);
  }
  return {
    totals: { events: total((these) => these.length), users: total(users), videos: total(videos) },
    days,
    formats: Object.fromEntries(
      [...groups(now, ({ format }) => format)].map(([format, these]) => [
        format,
        [...counts(these), `${((100 * these.length) / now.length).toFixed(1)} %`],
      ]),
    ),
    topVideos: [...groups(now, ({ id }) => id)]
      .filter(([id]) => id !== '')
      .map(([id, these]): [string, number, number] => [id, these.length, users(these)])
      .sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1))
      .slice(0, 10),
  };
}

/** What can be counted: a timestamp that can't be read is refused by the stream, as is what isn't JSON. */
function readable(events: readonly SentEvent[]): Counted[] {
  return events.flatMap(({ arrival, data }) => {
    const record = parse(data);
    if (!record) return [];
    const time = timestampOf(data);
    if ((record['timestamp'] ?? undefined) !== undefined && !time) return [];
    const arrived = dayOf(arrival);
    return {
      arrived,
      day: time ? dayOf(time) : arrived,
      id: record['id'] ?? '',
      userId: record['userId'] ?? '',
      format: record['format'] || 'unknown',
    };
  });
}

/** The events of a period: by their own day or, without one, by that of arrival; those that came too late are out. */
function within(events: readonly Counted[], { startDate, endDate }: Period): Counted[] {
  const lastArrival = dayOf(new Date(startOfDay(endDate).getTime() + lateArrivalDays * dayLength));
  return events.filter(({ arrived, day }) => arrived <= lastArrival && day >= startDate && day <= endDate);
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

const distinct = (values: readonly string[]) => new Set(values.filter((value) => value !== '')).size;
const users = (these: readonly Counted[]) => distinct(these.map(({ userId }) => userId));
const videos = (these: readonly Counted[]) => distinct(these.map(({ id }) => id));
const counts = (these: readonly Counted[]) => [these.length, users(these), videos(these)];

function change(now: number, before: number): string {
  if (before === 0) return now === 0 ? 'no change' : 'new';
  const percent = (100 * (now - before)) / before;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${percent < 0 ? '' : '+'}${percent.toLocaleString('en-US', digits)} %`;
}

const plain = (text: string | undefined) => Number(text?.replaceAll(',', ''));

/** The numbers of a report's message. */
export function numbersIn(message: string): Numbers {
  const section = (title: string) => {
    const lines = message.slice(message.indexOf(`\n${title}\n`) + title.length + 2).split('\n');
    return lines
      .slice(
        0,
        lines.findIndex((line) => line === ''),
      )
      .map((line) => line.trim().split(/ {2,}/));
  };
  const totals = section('Totals').map(([, now, by, before]) => ({
    now: plain(now),
    before: plain(/[\d,]+/.exec(before ?? '')?.[0]),
    change: by ?? '',
  }));
  const [events, users_, videos_] = totals;
  if (!events || !users_ || !videos_) throw new Error(`No totals in ${message}`);
  const rows = (title: string) => section(title).filter(([first]) => first !== 'none' && first !== 'events');
  return {
    totals: { events, users: users_, videos: videos_ },
    days: Object.fromEntries(
      rows('By day').map(([day = '', ...cells]) => [day.slice(0, 10), cells.slice(0, 3).map(plain)]),
    ),
    formats: Object.fromEntries(
      rows('By format').map(([count, share = '', people, ids, format = '']) => [
        format,
        [plain(count), plain(people), plain(ids), share],
      ]),
    ),
    topVideos: rows('Top ten videos').map(([, count, people, id = '']) => [id, plain(count), plain(people)]),
  };
}
