import type { CountOf } from './check-fields';
import type { Fault } from './fault';

/** A fault at `type` when a Wait does not wait by exactly one of its four fields. */
export type CheckedWait<State> =
  CountOf<keyof State & ('seconds' | 'secondsPath' | 'timestamp' | 'timestampPath')> extends 'one'
    ? unknown
    : Fault<'A Wait waits by one of seconds, secondsPath, timestamp and timestampPath'>;

/** A fault when a limit is given both as a number and as a path. */
export type OneLimit<State, Other extends string> = State extends { readonly [F in Other]: unknown }
  ? Fault<`Give this or ${Other}, not both`>
  : unknown;

/** ASL's default timeout is 99,999,999 seconds, so only a stated one can be shorter; a path's is known when it runs. */
export type CheckedHeartbeat<State> = State extends {
  heartbeatSeconds: infer Heartbeat extends number;
  timeoutSeconds: infer Timeout extends number;
}
  ? number extends Heartbeat | Timeout
    ? unknown
    : IsLess<`${Heartbeat}`, `${Timeout}`> extends true
      ? unknown
      : Fault<`heartbeatSeconds ${Heartbeat} must be less than timeoutSeconds ${Timeout}`>
  : unknown;

/** Whether one whole number, in decimal digits, is less than another. */
type IsLess<A extends string, B extends string, SoFar = 'equal'> = A extends `${infer FirstA}${infer RestA}`
  ? B extends `${infer FirstB}${infer RestB}`
    ? IsLess<RestA, RestB, SoFar extends 'equal' ? IsLessDigit<FirstA, FirstB> : SoFar>
    : false
  : B extends ''
    ? SoFar
    : true;

type IsLessDigit<A extends string, B extends string> = A extends B
  ? 'equal'
  : '0123456789' extends `${string}${A}${string}${B}${string}`
    ? true
    : false;
