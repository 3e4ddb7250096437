import { dayLength, daysIn, monthOf, startOfDay } from './period';
import { type SentEvent } from './event';
import { labEvents } from './lab';
import { random, weighted } from './random';

const hour = 3_600_000;

/** What a video site's days look like, Sunday first and midnight (UTC) first: shares, not counts. */
const byWeekday = [1.3, 0.85, 0.85, 0.9, 0.95, 1.15, 1.4];
const byHour = [3, 2, 1.3, 1, 1, 1.2, 2, 3, 4, 4.5, 5, 5.5, 6.5, 6, 5.5, 5.5, 6, 7.5, 9.5, 11.5, 12.5, 11.5, 8.5, 5.5];

const formats = ['hls', 'dash', 'mp4', 'webm'];
const formatShares = [52, 27, 15, 6];

const videos = 800;
const users = 25_000;

/** Chances, per event. */
const missingFormat = 0.01;
const missingTimestamp = 0.005;
const late = 0.02;
const malformed = 0.001;

const longestDelay = 2 * dayLength;

export interface MonthOfEvents {
  /** `2026-10`; the events' own time lies in it */
  readonly month: string;
  readonly count: number;
  readonly seed: number;
  /** Nothing arrives at or after this: what would is on time instead, so that a report at this moment counts it. */
  readonly until?: Date;
}

/** Events of one month in order of arrival: weekly and daily rhythm, long-tailed videos and users, and senders' mistakes. */
export function generateMonth({ month, count, seed, until }: MonthOfEvents): SentEvent[] {
  const period = monthOf(startOfDay(`${month}-01`));
  const first = startOfDay(period.startDate);
  const hours = Array.from({ length: daysIn(period) * 24 }, (_, index) => {
    const weekday = (first.getUTCDay() + Math.floor(index / 24)) % 7;
    return (byWeekday[weekday] ?? 1) * (byHour[index % 24] ?? 1);
  });
  const pickHour = weighted(hours);
  const pickVideo = weighted(Array.from({ length: videos }, (_, rank) => 1 / (rank + 1) ** 0.9));
  const pickFormat = weighted(formatShares);
  const roll = random(seed);

  // Sorted as numbers before there are events: sorting 200,000 objects takes longer than making them.
  const times = new Float64Array(count);
  for (let index = 0; index < count; index += 1)
    times[index] = first.getTime() + pickHour(roll()) * hour + roll() * hour;
  const onTime: SentEvent[] = [];
  const lateOnes: SentEvent[] = [];
  for (const time of times.sort()) {
    // 7919 is prime to the number of videos: ranks are spread over the ids, the same way in every month.
    const id = `v${String(((pickVideo(roll()) * 7919) % videos) + 1).padStart(4, '0')}`;
    // The square makes a tenth of the users send a third of the events.
    const userId = `u${String(Math.floor(users * roll() ** 2) + 1)}`;
    const format = formats[pickFormat(roll())] ?? 'hls';
    const timed = roll() >= missingTimestamp;
    const hasFormat = roll() >= missingFormat;
    const delay = timed && roll() < late ? Math.floor(hour * (longestDelay / hour) ** roll()) : 0;
    const isLate = delay > 0 && !(until && time + delay >= until.getTime());
    const happened = new Date(time);
    const data =
      `{"id":"${id}","userId":"${userId}"` +
      (hasFormat ? `,"format":"${format}"` : '') +
      (timed ? `,"timestamp":"${happened.toISOString()}"}` : '}');
    const arrival = isLate ? new Date(time + delay) : happened;
    (isLate ? lateOnes : onTime).push({ arrival, data: roll() < malformed ? spoil(data, roll()) : data });
  }
  return merge(onTime, byArrival(lateOnes));
}

/** As it happens: cut off on the way, a line of another log, a timestamp in words. None of it can be converted. */
function spoil(data: string, how: number): string {
  if (how < 0.6) return data.slice(0, Math.max(1, Math.floor(data.length * how)));
  if (how < 0.8) return '203.0.113.7 - - "GET /favicon.ico HTTP/1.1" 404 153';
  return '{"id":"v0001","userId":"u1","format":"hls","timestamp":"yesterday evening"}';
}

export interface DefaultEvents {
  readonly count?: number;
  readonly preceding?: number;
}

/** The month that `npm start` reports on when it is given no events. */
export const defaultPeriod = { startDate: '2026-10-01', endDate: '2026-10-31' };
/** When that month's report is due. */
export const defaultReportTime = new Date('2026-11-01T08:00:00Z');

/**
 * The lab's four records as the first of October 2026, `count` events of that month, and before them `preceding` of
 * September, so that the report has something to compare with. In order of arrival; the same on every machine.
 */
export function defaultEvents({ count = 100_000, preceding = 92_000 }: DefaultEvents = {}): SentEvent[] {
  const september = generateMonth({ month: '2026-09', count: preceding, seed: 9 });
  const october = generateMonth({ month: '2026-10', count, seed: 10, until: defaultReportTime });
  return merge(labEvents(startOfDay(defaultPeriod.startDate)), merge(september, october));
}

/** Two lists in order of arrival as one; of the same moment, those of the first come first. */
function merge(first: readonly SentEvent[], second: readonly SentEvent[]): SentEvent[] {
  const merged: SentEvent[] = [];
  let next = 0;
  for (const event of first) {
    // Numbers: comparing two Date objects takes ten times as long.
    const arrival = event.arrival.getTime();
    for (let other = second[next]; other && other.arrival.getTime() < arrival; other = second[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(event);
  }
  for (; next < second.length; next += 1) {
    const other = second[next];
    if (other) merged.push(other);
  }
  return merged;
}

/** Sorted, those of the same moment in the order given. */
export function byArrival<E extends SentEvent>(events: E[]): E[] {
  return events.sort((a, b) => a.arrival.getTime() - b.arrival.getTime());
}
