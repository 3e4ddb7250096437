import type { CheckedErrorNames } from './check-errors';
import type { CheckedResultPath, UnknownFields } from './check-fields';
import type { CheckedTarget } from './check-target';
import type { IndexOf, Item } from './fault';
import type { Catcher, Retrier } from '../written/literal';
import type { ErrorOutput } from './payload';

/** `Errors`: those that the state's task may fail with, where they are known. */
export type CheckedRetry<Retriers, Errors extends string> = {
  readonly [Index in IndexOf<Retriers>]: {
    readonly errorEquals: CheckedErrorNames<Retriers, Item<Retriers, Index>, Errors>;
  } & UnknownFields<keyof Item<Retriers, Index>, keyof Retrier, 'A Retry'>;
};

export type CheckedCatch<States, Payload, Catchers, Errors extends string> = {
  readonly [Index in IndexOf<Catchers>]: {
    readonly errorEquals: CheckedErrorNames<Catchers, Item<Catchers, Index>, Errors>;
    readonly next: CheckedTarget<
      States,
      Item<Catchers, Index> extends { next: infer Target } ? Target : never,
      'catch'
    >;
  } & (Item<Catchers, Index> extends { resultPath: infer Path }
    ? { readonly resultPath: CheckedResultPath<Payload, ErrorOutput, Path> }
    : unknown) &
    UnknownFields<keyof Item<Catchers, Index>, Exclude<keyof Catcher, 'output'>, 'A Catch'>;
};
