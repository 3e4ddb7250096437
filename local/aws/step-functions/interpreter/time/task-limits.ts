import { refusal, type StateFailure, TimedOut } from '../failure';
import { type Limits } from '../states/task-events';
import { Deadline } from './deadline';
import { type Pace } from './pace';

/** How long a task may take, and how long it may be silent, from when it was started. */
export class TaskLimits {
  /** @throws TimedOut, or a refusal where nothing is known of AWS */
  readonly over: Promise<never>;
  readonly #fail: (why: StateFailure) => void;
  readonly #timeout: Deadline | undefined;
  #heartbeat: Deadline | undefined;
  /** What lets the time pass, while it is waited. */
  #pass: (() => void) | undefined;

  /** @param hears whether somebody may send it heartbeats */
  constructor(
    private readonly pace: Pace,
    private readonly limits: Limits,
    private readonly hears: boolean,
  ) {
    let fail: (why: StateFailure) => void = () => undefined;
    this.over = new Promise<never>((_, reject) => (fail = reject));
    this.over.catch(() => undefined);
    this.#fail = fail;
    const { timeout } = limits;
    this.#timeout =
      timeout === undefined
        ? undefined
        : new Deadline(pace.clock, timeout, () => this.#fail(new TimedOut('TimeoutSeconds')));
    this.beat();
  }

  /** A heartbeat: the next may take as long again. */
  beat(): void {
    const { heartbeat } = this.limits;
    if (heartbeat === undefined) return;
    this.#heartbeat?.cancel();
    this.#heartbeat = new Deadline(this.pace.clock, heartbeat, () => this.#fail(this.#silent(heartbeat)));
    this.#pass?.();
  }

  #silent(seconds: number): StateFailure {
    return this.hears
      ? new TimedOut('HeartbeatSeconds')
      : refusal(`a task that is no .waitForTaskToken and takes longer than its HeartbeatSeconds of ${seconds}`);
  }

  /**
   * While the task is waited for. A clock that stands still goes on to the first of its limits when nothing else is left to do.
   * @param machine the machine's own
   * @param why shown to the user
   * @returns what ends that
   */
  passTo(machine: Deadline | undefined, why: string): () => void {
    if (!this.pace.clock.standsStill) return () => undefined;
    let cancels: (() => void)[] = [];
    const stop = (): void => {
      for (const cancel of cancels) cancel();
      cancels = [];
    };
    this.#pass = () => {
      stop();
      const dues = [this.#timeout, this.#heartbeat, machine].flatMap((deadline) => deadline?.due ?? []);
      cancels = dues.map((due) => this.pace.sleep(due, why).cancel);
    };
    this.#pass();
    return () => {
      this.#pass = undefined;
      stop();
    };
  }

  cancel(): void {
    this.#timeout?.cancel();
    this.#heartbeat?.cancel();
  }
}
