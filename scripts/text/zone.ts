import { ZONE_NAMES } from './zone-names';

const minute = 60_000;
const day = 24 * 60 * minute;
/** No zone has changed its clock twice within one. */
const week = 7 * day;

/** How a zone's clock goes, by the rules that this Node.js has of it. Local times are as UTC's: `Date.UTC(2027, 2, 28, 2, 30)`. */
export interface Zone {
  readonly name: string;
  /** Milliseconds that its clock is ahead of UTC's. */
  offsetAt(instant: number): number;
  /** When its clock shows a local time: never, where it goes forward over it; twice, where it goes back. In order. */
  instantsOf(local: number): readonly number[];
  /** When its clock is changed between two instants, and the local times that are skipped by it or come twice. */
  changes(from: number, to: number): readonly ClockChange[];
}

export interface ClockChange {
  readonly kind: 'skipped' | 'twice';
  /** The first local time of those, and the first one after them. */
  readonly from: number;
  readonly to: number;
}

/** Making one takes far longer than asking it. */
const known = new Map<string, Zone>();

/** @throws RangeError for a name that is not of ZONE_NAMES, nor UTC */
export function zoneOf(name: string): Zone {
  const found = known.get(name);
  if (found) return found;
  if (name !== 'UTC' && !ZONE_NAMES.has(name))
    throw new RangeError(`${name} is no time zone of the Time Zone Database`);
  const zone = zoneBy(name);
  known.set(name, zone);
  return zone;
}

function zoneBy(name: string): Zone {
  // Its calendar is the Gregorian one before 1582, too, as Date's and Trino's: ISO 8601's is not, in Node.js.
  const shown = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const offsetAt = (instant: number): number => {
    const parts = new Map(shown.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 0, date = 0, hour = 0, minutes = 0, seconds = 0] = (
      ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
    ).map((part) => parts.get(part));
    return Date.UTC(year, month - 1, date, hour, minutes, seconds) - Math.floor(instant / 1000) * 1000;
  };
  return {
    name,
    offsetAt,
    instantsOf(local) {
      // Whatever a clock does within a day, it showed the one before it and shows the other after it.
      const offsets = new Set([offsetAt(local - day), offsetAt(local + day)]);
      return [...offsets]
        .map((offset) => local - offset)
        .filter((instant) => instant + offsetAt(instant) === local)
        .sort((a, b) => a - b);
    },
    changes(from, to) {
      const found: ClockChange[] = [];
      let before = offsetAt(from);
      for (let last = from; last < to; last += week) {
        const next = Math.min(last + week, to);
        const after = offsetAt(next);
        if (before === after) continue;
        const at = firstWith(after, last, next);
        const kind = after > before ? 'skipped' : 'twice';
        found.push({ kind, from: at + Math.min(before, after), to: at + Math.max(before, after) });
        before = after;
      }
      return found;
    },
  };

  /** Offsets change at whole minutes. */
  function firstWith(offset: number, without: number, having: number): number {
    let [low, high] = [Math.floor(without / minute), Math.ceil(having / minute)];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (offsetAt(middle * minute) === offset) high = middle;
      else low = middle;
    }
    return high * minute;
  }
}
