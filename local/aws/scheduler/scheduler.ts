import { AwsError } from '../shared/errors';
import { eventTime } from '../event-bridge/event';
import { Timetable } from '../event-bridge/timetable';
import { type Invocation, Invoker, type InvokerOptions } from './invoker';
import { type Group, groupsOf, readSchedules, type Schedule } from './schedule';

/** The stack's schedules, which fire by their own cron, in their own zone, on the account's clock. */
export class SchedulerService {
  readonly invocations: Invocation[] = [];
  readonly created: Date;
  readonly groups: readonly Group[];
  readonly #schedules: readonly Schedule[];
  readonly #timetable: Timetable<Schedule>;
  readonly #listeners: ((invocation: Invocation) => void)[] = [];
  readonly #invoker: Invoker;

  /**
   * @throws UserError for a schedule that AWS refuses, or that is not served here; AccessDenied for one whose role does not
   * trust Scheduler ("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.")
   */
  constructor(options: InvokerOptions) {
    const { stack, clock } = options;
    this.created = clock.now();
    this.groups = groupsOf(stack);
    this.#invoker = new Invoker(options);
    this.#schedules = readSchedules(stack);
    for (const schedule of this.#schedules) this.#invoker.role(schedule);
    this.#timetable = new Timetable(this.#schedules, clock, (schedule, moment) =>
      this.#invoke(schedule, eventTime(moment)),
    );
  }

  onInvocation(listener: (invocation: Invocation) => void): void {
    this.#listeners.push(listener);
  }

  /** Each with whether it is on now. */
  schedules(): { readonly schedule: Schedule; readonly enabled: boolean }[] {
    return this.#schedules.map((schedule) => ({ schedule, enabled: this.#timetable.isEnabled(schedule) }));
  }

  /** When each fires next, by its name; a disabled one doesn't. */
  nextFirings(): Readonly<Record<string, Date>> {
    return this.#timetable.next();
  }

  /** As by the API's UpdateSchedule: from now on it fires, whatever the stack says. @throws AwsError when there is none */
  enable(name: string): void {
    this.#timetable.enable(this.#find(name));
  }

  /** @throws AwsError as `enable` */
  disable(name: string): void {
    this.#timetable.disable(this.#find(name));
  }

  /**
   * A moment once more: "EventBridge Scheduler provides at-least-once event delivery to targets".
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
   */
  async again({ schedule, scheduledTime }: Invocation): Promise<Invocation> {
    return this.#invoke(this.#find(schedule), scheduledTime);
  }

  close(): void {
    this.#timetable.close();
  }

  #find(name: string): Schedule {
    const found = this.#schedules.find((schedule) => schedule.name === name);
    if (!found) throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
    return found;
  }

  async #invoke(schedule: Schedule, scheduledTime: string): Promise<Invocation> {
    const invocation = await this.#invoker.invoke(schedule, scheduledTime);
    this.invocations.push(invocation);
    for (const listener of this.#listeners) listener(invocation);
    return invocation;
  }
}
