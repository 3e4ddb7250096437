import { type SentEvent, type SentEvents } from '../../events/event';
import { dayLength } from '../../events/period';

/** Events of one day, to be gone through once, before the next day's. */
export interface DayOfEvents {
  /** When the last of them arrives. */
  readonly last: Date;
  readonly events: Iterable<SentEvent>;
}

/** Parts events in order of arrival; a day is listed only where it isn't known when its last event arrives. */
export const byDay = (events: Iterable<SentEvent> & Pick<SentEvents, 'lastOfDays'>): Iterable<DayOfEvents> =>
  events.lastOfDays ? streamed(events, events.lastOfDays) : listed(events);

const dayOf = ({ arrival }: Pick<SentEvent, 'arrival'>): number => Math.floor(arrival.getTime() / dayLength);

/** @throws Error when there is an event of a day that these are not of: it would not be sent */
function* streamed(events: Iterable<SentEvent>, lasts: readonly Date[]): Generator<DayOfEvents> {
  const all = events[Symbol.iterator]();
  let next = all.next();
  function* until(last: Date): Generator<SentEvent> {
    const day = dayOf({ arrival: last });
    for (; !next.done && dayOf(next.value) === day; next = all.next()) yield next.value;
  }
  for (const last of lasts) yield { last, events: until(last) };
  if (!next.done)
    throw new Error(`The event of ${next.value.arrival.toISOString()} is of no day that there are events of.`);
}

function* listed(events: Iterable<SentEvent>): Generator<DayOfEvents> {
  let [day, current]: [number | undefined, SentEvent[]] = [undefined, []];
  for (const event of events) {
    const next = dayOf(event);
    if (next !== day && current.length > 0) {
      yield listOf(current);
      current = [];
    }
    day = next;
    current.push(event);
  }
  if (current.length > 0) yield listOf(current);
}

const listOf = (events: readonly SentEvent[]): DayOfEvents => ({
  last: events.at(-1)?.arrival ?? new Date(NaN),
  events,
});
