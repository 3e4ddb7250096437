import { type Machine, type State } from './machine';
import { type Data } from './query/find';
import { type Chosen, type QueryLanguage } from './query/language';
import { type Strand } from './strand';

/** Runs a branch of a Parallel or an iteration of a Map. */
export type RunInner = (strand: Strand, machine: Machine, input: unknown) => Promise<unknown>;

/** A state as it runs. */
export interface Visit {
  readonly strand: Strand;
  readonly name: string;
  readonly state: State;
  readonly data: Data;
  readonly language: QueryLanguage;
  readonly inner: RunInner;
  /** Whether the history has told that a Map or a Parallel began. */
  isStarted: boolean;
  /** `$$.Task.Token`, of a Task that waits, while it is filled in. */
  token?: string | undefined;
}

export interface Work {
  readonly result: unknown;
  /** Where a Choice goes; else the state's own Next. */
  readonly next?: string;
  readonly chosen?: Chosen;
}
