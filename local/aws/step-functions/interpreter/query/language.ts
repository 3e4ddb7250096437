import { type AslObject, type Catcher, type State } from '../machine';
import { type Data } from './find';

export type Awaitable<T> = T | Promise<T>;

/** What a failure is to its catcher. */
export interface ErrorOutput {
  readonly Error: string | null;
  readonly Cause: string | null;
}

/** A rule of a Choice that held, or the Choice itself with its Default. */
export interface Chosen {
  readonly next: unknown;
  readonly by: AslObject;
  /** Where `by` stands in the state, as `Choices[0]/`. */
  readonly where: string;
}

/** How a state's fields read and shape data: what differs between the query languages of states. */
export interface QueryLanguage {
  readonly name: 'JSONPath' | 'JSONata';
  /** The state's data as its work gets it. */
  input(state: State, data: Data): unknown;
  /** What a Task, Parallel or Map hands to its work. */
  arguments(state: State, data: Data): Awaitable<unknown>;
  /** What a Pass makes of what it gets. */
  passed(state: State, data: Data): Awaitable<unknown>;
  /** Seconds that a Task may take. */
  timeout(state: State, data: Data): Awaitable<number | undefined>;
  /** Seconds that it may go without a heartbeat. */
  heartbeat(state: State, data: Data): Awaitable<number | undefined>;
  /** The ARN of the role as which a Task runs; undefined for the machine's own. */
  credentials(state: State, data: Data): Awaitable<string | undefined>;
  /** How long a Wait waits, in milliseconds. */
  wait(state: State, data: Data, now: number): Awaitable<number>;
  /** What a Map goes through. */
  items(state: State, data: Data): Awaitable<readonly unknown[]>;
  /** What an iteration of a Map gets: of the Map's data, the context telling the item. */
  item(state: State, data: Data, item: unknown): Awaitable<unknown>;
  /** How many iterations of a Map at once; 0 for any number. */
  concurrency(state: State, data: Data): Awaitable<number>;
  failure(
    state: State,
    data: Data,
  ): Awaitable<{ readonly error: string | undefined; readonly cause: string | undefined }>;
  choose(state: State, data: Data): Awaitable<Chosen>;
  /** What a state assigns and hands on after its work; of a Choice by its rule. */
  leave(state: State, data: Data, result: unknown, chosen?: Chosen): Awaitable<Leaving>;
  caught(catcher: Catcher, where: string, data: Data, error: ErrorOutput): Awaitable<Leaving>;
}

export interface Leaving {
  readonly output: unknown;
  readonly assign: Readonly<Record<string, unknown>>;
}
