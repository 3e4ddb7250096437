import { random } from '../events/random';
import { type SentEvent } from '../events/event';
import { dayLength, startOfDay } from '../events/period';

/** The month that the bench measures, and the one before it that a report compares with. */
export const month = { startDate: '2026-03-01', endDate: '2026-03-31' };
const days = 31;
/** When the month's report is due. */
export const reportTime = new Date('2026-04-01T08:00:00Z');

/** A piece is small beside what it is sent through: it must not show in the peak of memory. */
const pieceSize = 20_000;

/**
 * `count` events of one month, in pieces, a day's together at its noon: as many users as makes exact counting of them
 * hard, and 800 videos. Cheap to make: the bench is of what comes after.
 */
export function* monthOfEvents(count: number): Generator<SentEvent[]> {
  const roll = random(1);
  const users = Math.max(1000, Math.min(1_000_000, count / 5));
  let sent = 0;
  for (let day = 0; day < days; day++) {
    const midnight = startOfDay(month.startDate).getTime() + day * dayLength;
    const arrival = new Date(midnight + dayLength / 2);
    const until = Math.round((count * (day + 1)) / days);
    while (sent < until) {
      const piece: SentEvent[] = [];
      for (; piece.length < pieceSize && sent < until; sent++) {
        const id = `v${Math.floor(800 * roll() ** 3)}`;
        const format = ['hls', 'dash', 'mp4', 'webm'][Math.floor(4 * roll() ** 2)] ?? 'hls';
        const timestamp = new Date(midnight + Math.floor(roll() * (dayLength / 2))).toISOString();
        piece.push({
          arrival,
          data: `{"id":"${id}","userId":"u${Math.floor(users * roll())}","format":"${format}","timestamp":"${timestamp}"}`,
        });
      }
      yield piece;
    }
  }
}
