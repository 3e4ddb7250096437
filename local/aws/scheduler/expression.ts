import { UserError } from '../../../scripts/user-error';
import { knownClock } from '../../../scripts/text/known-clock';
import { type Zone, zoneOf } from '../../../scripts/text/zone';
import { ZONE_NAMES } from '../../../scripts/text/zone-names';
import { parseSchedule, type Schedule } from '../event-bridge/cron';

const minute = 60_000;

/**
 * A schedule's cron, in the schedule's zone. "If a cron expression falls on a non-existent date and time, your schedule
 * invocation is skipped."
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @param zoneName of the Time Zone Database; UTC when absent
 * @throws UserError for what Scheduler refuses, for what its page does not tell, and for forms that are not served here
 */
export function parseExpression(expression: string, zoneName = 'UTC'): Schedule {
  if (zoneName !== 'UTC' && !ZONE_NAMES.has(zoneName)) {
    throw new UserError(
      `schedule_expression_timezone is ${zoneName}: it must be UTC or a name of the Time Zone Database, such as Europe/Berlin.`,
    );
  }
  const zone = zoneOf(zoneName);
  const local = cronOf(expression);
  const twice = firstTwice(local, zone);
  if (twice !== undefined) {
    throw new UserError(
      `schedule_expression is ${expression}: in ${zoneName} it falls on ${twice}, which comes twice as the clock goes back. ` +
        'Scheduler then runs once, and its page does not say at which of the two: choose another time.',
    );
  }
  return of(local, zone);
}

function cronOf(expression: string): Schedule {
  if (!expression.startsWith('cron(')) {
    throw new UserError(`schedule_expression is ${expression}: cron(…) is served here, neither rate(…) nor at(…).`);
  }
  try {
    return parseSchedule(expression, new Date(0));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // The words of Scheduler, recorded: truth/expressions.ts.
    throw new UserError(
      `Invalid Schedule Expression ${expression}. It is one that Scheduler refuses, or of a form that is not served here: ` +
        error.message.replace(/^.*? is not valid\. /, ''),
    );
  }
}

/** @param local reads what it is given as UTC, and is given the zone's local times */
const of = (local: Schedule, zone: Zone): Schedule => ({
  next(after) {
    let from = after.getTime() + zone.offsetAt(after.getTime());
    for (;;) {
      const next = local.next(new Date(from));
      if (!next) return undefined;
      const instant = zone.instantsOf(next.getTime()).find((one) => one > after.getTime());
      if (instant !== undefined) return new Date(instant);
      from = next.getTime();
    }
  },
});

/** The first local time that comes twice and that the expression falls on, in the years that rules are looked at for. */
function firstTwice(local: Schedule, zone: Zone): string | undefined {
  const fallen = knownClock(zone)
    .changes.filter(({ kind }) => kind === 'twice')
    .map(({ from, to }) => ({ next: local.next(new Date(from - minute)), to }))
    .find(({ next, to }) => next && next.getTime() < to);
  return fallen?.next?.toISOString().slice(0, 16).replace('T', ' ');
}
