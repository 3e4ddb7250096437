import {
  type Fault,
  type FaultKind,
  faultId,
  invocationFaults,
  isStop,
  type Place,
  queryFaults,
  times,
  wireFaults,
} from './fault';
import { type Scenario, single } from './scenario';

/** A request that functions make, and what a run needs to meet for it to be made at all. */
export interface Reached {
  readonly place: Place;
  readonly base: readonly Fault[];
  /** Of an invocation by an event: Lambda itself keeps it for later where it can't run the function. */
  readonly asynchronous: boolean;
}

const fault = (place: Place, kind: FaultKind, when: Fault['times'] = 'first'): Fault => ({ place, kind, times: when });

const QUERY = 'check-query-execution athena:GetQueryExecution';

/** Runs that make, together, every request that a function has: the list of requests is learned from them. */
export const learning: readonly Scenario[] = [
  [],
  [fault('start-query-execution athena:StartQueryExecution', 'denied', 'every')],
  // Publishing is refused for so long that another attempt takes over its marker.
  [fault('send-report sns:Publish', 'refused', 'third')],
  // A report may have been sent; and a notice was.
  [fault('send-report sns:Publish', 'hung')],
  [
    fault('start-query-execution athena:StartQueryExecution', 'denied', 'every'),
    fault('failure events:Deliver', 'delivered twice'),
  ],
].map((faults) => ({ id: faults.map(faultId).join('; ') || 'no fault', faults }));

/** @param made the requests of each run, in `learning`'s order */
export function reachedBy(made: readonly (readonly Place[])[], asynchronous: ReadonlySet<string>): Reached[] {
  const reached = new Map<Place, Reached>();
  made.forEach((places, index) => {
    const base = learning[index]?.faults ?? [];
    for (const place of places) {
      if (reached.has(place)) continue;
      reached.set(place, { place, base, asynchronous: asynchronous.has(place.split(' ')[0] ?? '') });
    }
  });
  return [...reached.values()];
}

const changesNothing = (place: Place): boolean => /:(Get|List)/.test(place);

/** What may become of a place. Of what changes nothing, before and after are the same, but where the environment is killed. */
export function kindsAt({ place, asynchronous }: Reached): readonly FaultKind[] {
  if (place.endsWith(' lambda:Invoke'))
    return invocationFaults.filter((kind) => !(asynchronous && (kind === 'throttled' || isStop(kind))));
  const kinds: readonly FaultKind[] = asynchronous ? wireFaults.filter((kind) => !isStop(kind)) : wireFaults;
  const differing = changesNothing(place)
    ? kinds.filter((kind) => !/^(hung|reset|500|stopped) after$/.test(kind))
    : kinds;
  return place === QUERY ? [...differing, ...queryFaults] : differing;
}

/** At which of a request's times. */
export const timesOf = (kind: FaultKind): readonly Fault['times'][] => (isStop(kind) ? ['first'] : times);

/** Each fault at each request, each time that is meant. */
export const enumerated = (reached: readonly Reached[]): Scenario[] => [
  ...reached.flatMap((one) =>
    kindsAt(one).flatMap((kind) => timesOf(kind).map((when) => single(fault(one.place, kind, when), one.base))),
  ),
  ...states(),
  ...away(),
  ...edges,
];

/** StopExecution in the states that the places above don't stop in. */
const states = (): Scenario[] =>
  (['stopped before', 'stopped after'] as const).flatMap((kind) =>
    ['lambda:Invoke', 'athena:StartQueryExecution'].map((request) =>
      single(fault(`start-query-execution ${request}`, kind, 'second'), [fault(QUERY, 'query failed')]),
    ),
  );

/** A whole service is away each time: of every function. */
const away = (): Scenario[] =>
  (['refused', '503', 'throttled', 'reset'] as const).flatMap((kind) =>
    ['athena', 's3', 'sns', 'states'].map((service) => ({
      id: `${service} away, ${kind}, every`,
      faults: [fault(`* ${service}:`, kind, 'every')],
    })),
  );

const slowly: readonly Fault[] = [fault(QUERY, 'runs on'), fault('send-report athena:GetQueryResults', '500', 'third')];

/** Where months, years and days end; what comes twice. */
const edges: readonly Scenario[] = [
  { id: 'edge: the year ends', faults: [], month: '-12' },
  { id: 'edge: a day after the leap day', faults: [], month: 'leap' },
  { id: 'edge: February of another year', faults: [], month: '-02' },
  { id: 'edge: a month of 30 days', faults: [], month: '-04' },
  { id: 'edge: over midnight', faults: slowly, beforeMidnight: 1 },
  { id: 'edge: over the year’s end', faults: slowly, beforeMidnight: 1, month: '-12' },
  { id: 'edge: 08:00, and the event comes twice', faults: [fault('schedule events:Deliver', 'delivered twice')] },
  {
    id: 'edge: the failure is told twice',
    faults: [...(learning[1]?.faults ?? []), fault('failure events:Deliver', 'delivered twice')],
  },
];
