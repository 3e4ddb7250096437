import { zoneOf } from '../../../../scripts/text/zone';
import { minutesOf } from '../trino/types/zone';

/** `2020-10-10 08:00:00.000`: Athena's timestamps have milliseconds. */
export function timestampText(micros: bigint): string {
  return new Date(millisOf(micros)).toISOString().replace('T', ' ').replace('Z', '');
}

const millisOf = (micros: bigint): number => Number(micros >= 0n ? micros / 1000n : (micros - 999n) / 1000n);

export const dateText = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

/** What the zone's clock shows at an instant, and the zone. */
export function zonedText(micros: bigint, zone: string): string {
  const millis = millisOf(micros);
  return `${timestampText(BigInt(millis + offsetAt(millis, zone)) * 1000n)} ${zone}`;
}

function offsetAt(millis: number, zone: string): number {
  const minutes = minutesOf(zone);
  if (minutes !== undefined) return minutes * 60_000;
  return zone === 'UTC' ? 0 : zoneOf(zone).offsetAt(millis);
}

/** `2 00:00:00.000` */
export function dayIntervalText(millis: bigint): string {
  const size = millis < 0n ? -millis : millis;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  const clock = `${two((size / 3_600_000n) % 24n)}:${two((size / 60_000n) % 60n)}:${two((size / 1000n) % 60n)}`;
  return `${millis < 0n ? '-' : ''}${size / 86_400_000n} ${clock}.${String(size % 1000n).padStart(3, '0')}`;
}

/** `1-2` */
export function yearIntervalText(months: bigint): string {
  const size = months < 0n ? -months : months;
  return `${months < 0n ? '-' : ''}${size / 12n}-${size % 12n}`;
}
