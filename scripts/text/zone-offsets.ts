import { type Zone } from './zone';

/** What is known of a zone's clock: the Time Zone Database tells summer time by rules that go on; laws change. */
export const YEARS = { from: 2026, to: 2038 };

const week = 7 * 24 * 3_600_000;
const found = new WeakMap<Zone, { readonly least: number; readonly most: number }>();

/** By how many minutes a zone's clock is ahead of UTC's, in winter and in summer. */
export function offsetsOf(zone: Zone): { readonly least: number; readonly most: number } {
  const known = found.get(zone);
  if (known) return known;
  let [least, most] = [Infinity, -Infinity];
  for (let at = Date.UTC(YEARS.from); at < Date.UTC(YEARS.to); at += week) {
    const minutes = zone.offsetAt(at) / 60_000;
    [least, most] = [Math.min(least, minutes), Math.max(most, minutes)];
  }
  const offsets = { least, most };
  found.set(zone, offsets);
  return offsets;
}
