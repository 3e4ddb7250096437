import { dayLength, daysIn, monthOf, startOfDay } from './period';
import { type SentEvent, type SentEvents } from './event';
import { isoTimes } from './iso-times';
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

/** By rank. 7919 is prime to the number of videos: ranks are spread over the ids, the same way in every month. */
const videoIds = Array.from(
  { length: videos },
  (_, rank) => `v${String(((rank * 7919) % videos) + 1).padStart(4, '0')}`,
);

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

/**
 * Events of one month in order of arrival: weekly and daily rhythm, long-tailed videos and users, and senders' mistakes.
 * Each is made when it is asked for, the same ones each time: as a list they took more memory than all that they are sent
 * through.
 */
export function generateMonth(of: MonthOfEvents): SentEvents {
  const times = timesOf(of);
  return { length: of.count, [Symbol.iterator]: () => inOrder(of, times) };
}

/** When they happen, in order. */
function timesOf({ month, count, seed }: MonthOfEvents): Float64Array {
  const period = monthOf(startOfDay(`${month}-01`));
  const first = startOfDay(period.startDate);
  const hours = Array.from({ length: daysIn(period) * 24 }, (_, index) => {
    const weekday = (first.getUTCDay() + Math.floor(index / 24)) % 7;
    return (byWeekday[weekday] ?? 1) * (byHour[index % 24] ?? 1);
  });
  const pickHour = weighted(hours);
  const roll = random(seed);

  const times = new Float64Array(count);
  for (let index = 0; index < count; index += 1)
    times[index] = first.getTime() + pickHour(roll()) * hour + roll() * hour;
  return times.sort();
}

function* inOrder({ seed, until }: MonthOfEvents, times: Float64Array): Generator<SentEvent> {
  const pickVideo = weighted(Array.from({ length: videos }, (_, rank) => 1 / (rank + 1) ** 0.9));
  const isoTime = isoTimes();
  const pickFormat = weighted(formatShares);
  // What was rolled for the times lies before.
  const roll = random(seed, 2 * times.length);
  /** Late ones, in order of arrival: of two days at most. */
  const waiting: SentEvent[] = [];
  for (const time of times) {
    const id = videoIds[pickVideo(roll())] ?? '';
    // The square makes a tenth of the users send a third of the events.
    const user = Math.floor(users * roll() ** 2) + 1;
    const format = formats[pickFormat(roll())] ?? 'hls';
    const timed = roll() >= missingTimestamp;
    const hasFormat = roll() >= missingFormat;
    const delay = timed && roll() < late ? Math.floor(hour * (longestDelay / hour) ** roll()) : 0;
    const isLate = delay > 0 && !(until && time + delay >= until.getTime());
    const happened = new Date(time);
    const data =
      `{"id":"${id}","userId":"u${user}"` +
      (hasFormat ? `,"format":"${format}"` : '') +
      (timed ? `,"timestamp":"${isoTime(happened)}"}` : '}');
    const arrival = isLate ? new Date(time + delay) : happened;
    const event = { arrival, data: roll() < malformed ? spoil(data, roll()) : data };
    for (let next = waiting[0]; next && next.arrival.getTime() < happened.getTime(); next = waiting[0]) {
      waiting.shift();
      yield next;
    }
    if (isLate) insert(event, waiting);
    else yield event;
  }
  yield* waiting;
}

/** Behind those that arrive before it or at the same moment. */
function insert(event: SentEvent, among: SentEvent[]): void {
  let place = among.length;
  for (; place > 0; place -= 1) {
    const before = among[place - 1];
    if (before && before.arrival.getTime() <= event.arrival.getTime()) break;
  }
  among.splice(place, 0, event);
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
export function defaultEvents({ count = 100_000, preceding = 92_000 }: DefaultEvents = {}): SentEvents {
  const september = generateMonth({ month: '2026-09', count: preceding, seed: 9 });
  const october = generateMonth({ month: '2026-10', count, seed: 10, until: defaultReportTime });
  const lab = labEvents(startOfDay(defaultPeriod.startDate));
  return {
    length: lab.length + september.length + october.length,
    [Symbol.iterator]: () => merge(lab, merge(september, october)),
  };
}

/** Those of two in order of arrival as one; of the same moment, those of the first come first. */
function* merge(first: Iterable<SentEvent>, second: Iterable<SentEvent>): Generator<SentEvent> {
  const others = second[Symbol.iterator]();
  let other = others.next();
  for (const event of first) {
    // Numbers: comparing two Date objects takes ten times as long.
    const arrival = event.arrival.getTime();
    for (; !other.done && other.value.arrival.getTime() < arrival; other = others.next()) yield other.value;
    yield event;
  }
  for (; !other.done; other = others.next()) yield other.value;
}

/** Sorted, those of the same moment in the order given. */
export function byArrival<E extends SentEvent>(events: E[]): E[] {
  return events.sort((a, b) => a.arrival.getTime() - b.arrival.getTime());
}
