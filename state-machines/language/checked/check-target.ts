import type { Fault } from './fault';

/** `unknown` when `Target` names a state. */
export type CheckedTarget<States, Target, Field extends string> = [Target] extends [keyof States]
  ? unknown
  : Fault<`${Field}: there is no state '${Target & string}' in this machine`>;

/** Of a Choice: `null` is none, said in the open. */
export type CheckedDefault<States, Target> = Target extends null ? unknown : CheckedTarget<States, Target, 'default'>;
