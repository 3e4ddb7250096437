import { type ClockChange, type Zone } from './zone';

/** What is known of a zone's clock: the Time Zone Database tells summer time by rules that go on; laws change. */
const YEARS = { from: 2026, to: 2038 };

interface KnownClock {
  /** By how many minutes it is ahead of UTC's, in winter and in summer. */
  readonly least: number;
  readonly most: number;
  readonly changes: readonly ClockChange[];
}

const found = new WeakMap<Zone, KnownClock>();

/** How a zone's clock goes in the years that are looked at. To walk through them takes long: it is done once a zone. */
export function knownClock(zone: Zone): KnownClock {
  const known = found.get(zone) ?? walk(zone);
  found.set(zone, known);
  return known;
}

function walk(zone: Zone): KnownClock {
  const start = Date.UTC(YEARS.from);
  const changes = zone.changes(start, Date.UTC(YEARS.to));
  let offset = zone.offsetAt(start);
  const offsets = [
    offset,
    ...changes.map(({ kind, from, to }) => (offset += kind === 'skipped' ? to - from : from - to)),
  ];
  return { least: Math.min(...offsets) / 60_000, most: Math.max(...offsets) / 60_000, changes };
}
