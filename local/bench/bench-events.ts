import { random } from '../events/random';
import { type SentEvent, type SentEvents } from '../events/event';
import { dayLength, dayOf, startOfDay } from '../events/period';

/** The month that the bench measures, and the one before it that a report compares with. */
export const month = { startDate: '2026-03-01', endDate: '2026-03-31' };
const days = 31;
/** When the month's report is due. */
export const reportTime = new Date('2026-04-01T08:00:00Z');

/**
 * `count` events of one month, a day's together at its noon: as many users as makes exact counting of them hard, and 800
 * videos. Each is made as it is asked for, and cheap to make: the bench is of what comes after.
 * @param at when all of them arrive instead
 */
export function monthOfEvents(count: number, at?: Date): Required<SentEvents> {
  const noons = Array.from(
    { length: days },
    (_, day) => new Date(startOfDay(month.startDate).getTime() + (day + 0.5) * dayLength),
  );
  const until = (day: number): number => Math.round((count * (day + 1)) / days);
  return {
    length: count,
    lastOfDays: at ? [at] : noons.filter((_, day) => until(day) > until(day - 1)),
    *[Symbol.iterator]() {
      const roll = random(1);
      const users = Math.max(1000, Math.min(1_000_000, count / 5));
      const writer = new EventWriter();
      let sent = 0;
      for (const [day, arrival] of noons.entries()) {
        const date = dayOf(arrival);
        for (; sent < until(day); sent++) {
          const id = Math.floor(800 * roll() ** 3);
          const format = formats[Math.floor(4 * roll() ** 2)] ?? 'hls';
          const time = Math.floor(roll() * (dayLength / 2));
          yield new BenchEvent(at ?? arrival, writer.write(id, Math.floor(users * roll()), format, date, time));
        }
      }
    },
  };
}

const formats = ['hls', 'dash', 'mp4', 'webm'];

class BenchEvent implements SentEvent {
  constructor(
    readonly arrival: Date,
    readonly bytes: Buffer,
  ) {}

  get data(): string {
    return this.bytes.toString('latin1');
  }
}

const slabBytes = 64 * 1024;
const mostBytes = 128;

/** Writes events end to end, byte by byte: texts of each would take longer than to send them. */
class EventWriter {
  #slab = Buffer.alloc(0);
  #at = 0;

  /** @param time milliseconds of the day */
  write(id: number, user: number, format: string, date: string, time: number): Buffer {
    if (this.#at + mostBytes > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(slabBytes);
      this.#at = 0;
    }
    const begin = this.#at;
    this.#text('{"id":"v');
    this.#number(id, 1);
    this.#text('","userId":"u');
    this.#number(user, 1);
    this.#text('","format":"');
    this.#text(format);
    this.#text('","timestamp":"');
    this.#text(date);
    this.#text('T');
    this.#number(Math.floor(time / 3_600_000), 2);
    this.#text(':');
    this.#number(Math.floor(time / 60_000) % 60, 2);
    this.#text(':');
    this.#number(Math.floor(time / 1000) % 60, 2);
    this.#text('.');
    this.#number(time % 1000, 3);
    this.#text('Z"}');
    return this.#slab.subarray(begin, this.#at);
  }

  #text(ascii: string): void {
    for (let place = 0; place < ascii.length; place++) this.#slab[this.#at++] = ascii.charCodeAt(place);
  }

  #number(value: number, digits: number): void {
    let weight = 10 ** (digits - 1);
    while (weight * 10 <= value) weight *= 10;
    for (let left = value; weight >= 1; left %= weight, weight /= 10)
      this.#slab[this.#at++] = 0x30 + Math.floor(left / weight);
  }
}
