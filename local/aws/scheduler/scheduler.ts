import { AwsError } from '../shared/errors';
import { eventTime } from '../event-bridge/event';
import { type Invocation, Invoker, type InvokerOptions } from './invoker';
import { type Group, groupsOf, readSchedules, type Schedule } from './schedule';

/** The stack's schedules, which fire by their own cron, in their own zone, on the account's clock. */
export class SchedulerService {
  readonly invocations: Invocation[] = [];
  readonly created: Date;
  readonly groups: readonly Group[];
  readonly #schedules: readonly Schedule[];
  readonly #disabled = new Set<Schedule>();
  readonly #timers = new Map<Schedule, () => void>();
  readonly #listeners: ((invocation: Invocation) => void)[] = [];
  readonly #invoker: Invoker;

  /**
   * @throws UserError for a schedule that AWS refuses, or that is not served here; AccessDenied for one whose role does not
   * trust Scheduler ("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.")
   */
  constructor(private readonly options: InvokerOptions) {
    const { stack, clock } = options;
    this.created = clock.now();
    this.groups = groupsOf(stack);
    this.#invoker = new Invoker(options);
    this.#schedules = readSchedules(stack);
    for (const schedule of this.#schedules) {
      this.#invoker.role(schedule);
      if (!schedule.enabled) this.#disabled.add(schedule);
      this.#plan(schedule, clock.now());
    }
  }

  onInvocation(listener: (invocation: Invocation) => void): void {
    this.#listeners.push(listener);
  }

  /** Each with whether it is on now. */
  schedules(): { readonly schedule: Schedule; readonly enabled: boolean }[] {
    return this.#schedules.map((schedule) => ({ schedule, enabled: !this.#disabled.has(schedule) }));
  }

  /** When each fires next, by its name; a disabled one doesn't. */
  nextFirings(): Readonly<Record<string, Date>> {
    const now = this.options.clock.now();
    return Object.fromEntries(
      this.schedules().flatMap(({ schedule, enabled }) => {
        const next = enabled ? schedule.moments.next(now) : undefined;
        return next ? [[schedule.name, next]] : [];
      }),
    );
  }

  /** As by the API's UpdateSchedule: from now on it fires, whatever the stack says. @throws AwsError when there is none */
  enable(name: string): void {
    const schedule = this.#find(name);
    this.#disabled.delete(schedule);
    this.#timers.get(schedule)?.();
    this.#plan(schedule, this.options.clock.now());
  }

  /** @throws AwsError as `enable` */
  disable(name: string): void {
    const schedule = this.#find(name);
    this.#disabled.add(schedule);
    this.#timers.get(schedule)?.();
  }

  /**
   * A moment once more: "EventBridge Scheduler provides at-least-once event delivery to targets".
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
   */
  async again({ schedule, scheduledTime }: Invocation): Promise<Invocation> {
    return this.#invoke(this.#find(schedule), scheduledTime);
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #find(name: string): Schedule {
    const found = this.#schedules.find((schedule) => schedule.name === name);
    if (!found) throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
    return found;
  }

  #plan(schedule: Schedule, after: Date): void {
    const next = this.#disabled.has(schedule) ? undefined : schedule.moments.next(after);
    if (!next) return;
    const run = async () => {
      // From the planned moment on: a timer that fires a millisecond early must not plan the same moment again.
      this.#plan(schedule, next);
      await this.#invoke(schedule, eventTime(next));
    };
    this.#timers.set(schedule, this.options.clock.schedule(next, run, { exact: true }));
  }

  async #invoke(schedule: Schedule, scheduledTime: string): Promise<Invocation> {
    const invocation = await this.#invoker.invoke(schedule, scheduledTime);
    this.invocations.push(invocation);
    for (const listener of this.#listeners) listener(invocation);
    return invocation;
  }
}
