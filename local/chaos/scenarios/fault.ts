/** What may become of a request; `after` has it done all the same. */
export const wireFaults = [
  'refused',
  'throttled',
  'slow',
  'hung',
  'hung after',
  'reset',
  'reset after',
  '500',
  '500 after',
  '503',
  'truncated',
  'empty',
  'wrong shape',
  'denied',
  'expired',
  'killed before',
  'killed after',
  'stopped before',
  'stopped after',
] as const;

/** Of a query's state: Athena says that it runs, or that it failed; in the wait that follows, somebody stops it. */
export const queryFaults = ['runs on', 'query failed', 'stopped in Wait', 'stopped in WaitToStartAgain'] as const;

/** What may become of an invocation. */
export const invocationFaults = [
  'throttled',
  '500',
  'timed out',
  'killed before',
  'killed after',
  'stopped before',
  'stopped after',
] as const;

/** What may become of an event on its way to a function. */
export const eventFaults = ['delivered twice'] as const;

export type FaultKind =
  | (typeof wireFaults)[number]
  | (typeof queryFaults)[number]
  | (typeof invocationFaults)[number]
  | (typeof eventFaults)[number];

/** Which times of a request are meant. */
export const times = ['first', 'third', 'every'] as const;
export type Times = (typeof times)[number] | 'second';

/** `send-report sns:Publish`, `send-report s3:PutObject sent/ publishing`, `send-report lambda:Invoke`. */
export type Place = string;

export interface Fault {
  readonly place: Place;
  readonly kind: FaultKind;
  readonly times: Times;
}

export const faultId = ({ place, kind, times: when }: Fault): string => `${place}, ${kind}, ${when}`;

/**
 * What happens at the nth time, from 1. A run that goes well asks once: before the third time, requests are throttled, and
 * environments killed, so that it comes.
 */
export function kindAt({ place, kind, times: when }: Fault, nth: number): FaultKind | undefined {
  if (when === 'every') return kind;
  if (when === 'first') return nth === 1 ? kind : undefined;
  if (when === 'second') return nth === 2 ? kind : undefined;
  if (nth > 3) return undefined;
  if (nth === 3) return kind;
  return place.endsWith(' lambda:Invoke') ? 'killed before' : 'throttled';
}

export const isStop = (kind: FaultKind): boolean => kind.startsWith('stopped');
export const isKill = (kind: FaultKind): boolean => kind.startsWith('killed');

/**
 * Whether a client may ask again: not after an answer that is final or good, nor when it is gone itself; that of SNS never
 * does (lambdas/report/publish-message.ts), and of an invocation a function's clients know nothing.
 */
export const isRepeated = (place: Place, kind: FaultKind): boolean =>
  !/ (sns|lambda):/.test(place) && !isStop(kind) && !isKill(kind) && !/^(slow|denied|runs on|query failed)$/.test(kind);
