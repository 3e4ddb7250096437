import { type Zone, zoneOf } from '../../scripts/text/zone';
import { knownClock } from '../../scripts/text/known-clock';

/**
 * Whether a report came is told of its day in UTC, by the hours from the one before its own to the last
 * (`missingReport` in constructs/monitoring/reports.ts); the report itself takes some of them at worst.
 */
const EARLIEST = 60;
const LATEST = 22 * 60 - 1;

/**
 * Why no report can be made at a time of the day, `HH:MM`.
 * @param zoneName UTC when absent
 */
export function momentFault(at: string, zoneName?: string): string | undefined {
  const minutes = minutesOf(at);
  if (zoneName === undefined) {
    const right = minutes >= EARLIEST && minutes <= LATEST;
    return right
      ? undefined
      : `must be from ${timeOf(EARLIEST)} to ${timeOf(LATEST)}, UTC: whether a report came is looked at on its own day`;
  }
  const zone = zoneOf(zoneName);
  return outsideDay(minutes, zone) ?? changedClock(minutes, zone);
}

/** A report is of days in UTC: on the day that the zone's clock shows, the one before it must be over there, too. */
function outsideDay(minutes: number, zone: Zone): string | undefined {
  const { least, most } = knownClock(zone);
  const [from, to] = [Math.max(0, EARLIEST + most), Math.min(24 * 60 - 1, LATEST + least)];
  if (minutes >= from && minutes <= to) return undefined;
  return (
    `must be from ${timeOf(from)} to ${timeOf(to)} in ${zone.name}: reports are of days in UTC, and one is made, and ` +
    'looked for, on that same day in UTC, in winter and in summer'
  );
}

/**
 * "If a cron expression falls on a non-existent date and time, your schedule invocation is skipped. When time shifts
 * backwards in the Fall, your schedule runs only once": at which of the two times it does not say.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
function changedClock(minutes: number, zone: Zone): string | undefined {
  const change = knownClock(zone).changes.find(
    ({ from, to }) => minutes >= minuteOfDay(from) && minutes < minuteOfDay(from) + (to - from) / 60_000,
  );
  if (!change) return undefined;
  const { kind, from, to } = change;
  const day = new Date(from).toISOString().slice(0, 10);
  return (
    `must not be from ${timeOf(minuteOfDay(from))} to before ${timeOf(minuteOfDay(to))} in ${zone.name}: on ${day} ` +
    (kind === 'skipped'
      ? 'its clock skips that time, and EventBridge Scheduler would skip the report'
      : 'its clock shows that time twice, and AWS does not say at which the report would be made')
  );
}

const minutesOf = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
const minuteOfDay = (local: number): number => (local / 60_000) % (24 * 60);
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
