import { type Details, type History, MOST_EVENTS } from '../history';
import { type Deadline } from './time/deadline';
import { type Pace } from './time/pace';
import { type Slots } from '../../shared/slots';
import { type Variables } from './variables';

/** A step of an execution, for whoever watches. */
export interface Step {
  readonly state: string;
  /** `Task`, `Wait`, … */
  readonly type: string;
  readonly what: 'entered' | 'exited' | 'waiting' | 'retrying';
  /** Of a wait or a retry: how long it takes on AWS. */
  readonly seconds?: number;
}

/** What all strands of an execution share. */
export interface Run {
  readonly history: History;
  readonly pace: Pace;
  /** Tasks at once, of all executions. */
  readonly slots: Slots;
  /** The machine's own. */
  readonly deadline: Deadline | undefined;
  /** `$$` without what a state adds to it. */
  readonly context: () => Details;
  readonly region: string;
  /** Of states that name none. */
  readonly queryLanguage: string;
  /**
   * Runs a Task's resource on its input, as the role that it names or as the machine's.
   * @throws StateFailure by the name that AWS gives it
   */
  task(resource: string, input: unknown, roleArn?: string): Promise<unknown>;
  /** For a task that waits: whoever is told the token may end it. */
  openToken(): OpenToken;
  /** What a task started, which it waits for. @param submitted what the service answered */
  follow(resource: string, submitted: unknown, roleArn?: string): Job;
  tell(step: Step): void;
  /** Its history has room for its end alone. */
  full(): void;
}

/** The token of a task that waits. */
export interface OpenToken {
  readonly text: string;
  /** What SendTaskSuccess hands back. @throws StateFailure what SendTaskFailure does */
  readonly answer: Promise<unknown>;
  /** Hears of each SendTaskHeartbeat. */
  onBeat(beat: () => void): void;
  /** From now on it is nobody's. */
  close(): void;
}

/** What a task started by `.sync`. */
export interface Job {
  /** Resolves when it is over. */
  readonly ended: Promise<void>;
  /** The task's, once it is over. @throws StateFailure */
  result(): Promise<unknown>;
  /** Stops it, as well as it may; never rejects. */
  cancel(): Promise<void>;
}

/** A state that was entered and not left. */
export interface Place {
  readonly name: string;
  readonly type: string;
  readonly input: unknown;
  readonly entered: Date;
  readonly enteredId: number;
}

/** The strand was ended from outside: nothing that it was about to do is done. */
export class Ended extends Error {}

/** One thing after another: an execution's own states, a branch of a Parallel, an iteration of a Map. */
export class Strand {
  /** What of this strand is told of as aborted when it is ended: `Task`, `Wait`, `Map` or `Parallel`. */
  open: string | undefined;
  /** Where it is: of one that ended without success, where it stopped. */
  place: Place | undefined;
  /** Most have none. */
  #children: Set<Strand> | undefined;
  #endings: Set<() => void> | undefined;
  #isEnded = false;

  constructor(
    readonly run: Run,
    /** The last event. */
    public last: number,
    /** `$$.Map` */
    readonly map: Details | undefined,
    readonly variables: Variables,
  ) {}

  /** @throws Ended */
  event(type: string, details?: Details, named?: string): number {
    if (this.#isEnded) throw new Ended();
    if (this.run.history.count >= MOST_EVENTS - 1) {
      this.run.full();
      throw new Ended();
    }
    this.last = this.run.history.add(type, this.last, details, named);
    return this.last;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** A strand within this one, from its last event. */
  fork(map = this.map): Strand {
    const child = new Strand(this.run, this.last, map, this.variables.within());
    (this.#children ??= new Set()).add(child);
    return child;
  }

  joined(child: Strand): void {
    this.variables.over(child.variables);
    this.#children?.delete(child);
  }

  /** Strands beside each other take turns. @throws Ended */
  async turn(): Promise<void> {
    if (this.#isEnded) throw new Ended();
    await undefined;
    if (this.#isEnded) throw new Ended();
  }

  /** What `promise` gives, unless the strand is ended before. */
  until<T>(promise: Promise<T>, otherwise: () => void = () => undefined): Promise<T> {
    if (this.#isEnded) {
      otherwise();
      promise.catch(() => undefined);
      return Promise.reject(new Ended());
    }
    return new Promise<T>((resolve, reject) => {
      const end = (): void => {
        otherwise();
        reject(new Ended());
      };
      (this.#endings ??= new Set()).add(end);
      const over = (): void => void this.#endings?.delete(end);
      promise.then(
        (value) => (over(), resolve(value)),
        (error: unknown) => (over(), reject(error as Error)),
      );
    });
  }

  async sleep(milliseconds: number, why: string): Promise<void> {
    const { pace, deadline } = this.run;
    const from = pace.clock.now().getTime();
    const { over, cancel } = pace.sleep(new Date(from + milliseconds), why);
    await pace.without(() => this.until(over, cancel));
    deadline?.skip(milliseconds - (pace.clock.now().getTime() - from));
  }

  end(): void {
    this.#isEnded = true;
    for (const child of this.#children ?? []) child.end();
    for (const end of [...(this.#endings ?? [])]) end();
    this.#endings?.clear();
  }
}
