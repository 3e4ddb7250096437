import { type Account } from '../../aws/account';
import { type Delivered } from '../../aws/event-bridge/outcome';
import { type ReportSchedule } from './report-schedules';

/** What fires in the account by its own cron: EventBridge, or EventBridge Scheduler. */
export interface Fires {
  /** From now on it fires by its own cron, whatever the stack says; or no more. */
  enable(): void;
  disable(): void;
  /** When it fires next; nothing while it is disabled. */
  next(): Date | undefined;
  /** Each time that it fired, the first one first. */
  fired(): readonly Delivered[];
  /** The first time once more, as both services may: they deliver at least once. @throws Error when it has not fired */
  again(): Promise<void>;
}

/** A schedule of either kind. */
export type Firing = Pick<ReportSchedule, 'by' | 'rule'>;

export function firesBy(
  { events, scheduler }: Pick<Account, 'events' | 'scheduler'>,
  { by, rule: name }: Firing,
): Fires {
  const service = by === 'rule' ? events : scheduler;
  const deliveries = () => events.deliveries.filter(({ rule }) => rule === name);
  const invocations = () => scheduler.invocations.filter(({ schedule }) => schedule === name);
  return {
    enable: () => service.enable(name),
    disable: () => service.disable(name),
    next: () => service.nextFirings()[name],
    fired: by === 'rule' ? deliveries : invocations,
    async again() {
      const [[delivery], [invocation]] = [deliveries(), invocations()];
      if (by === 'rule' && delivery) await events.redeliver(delivery.event.id);
      else if (by === 'schedule' && invocation) await scheduler.again(invocation);
      else throw new Error(`${name} has not fired.`);
    },
  };
}
