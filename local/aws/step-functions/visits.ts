import { type Execution } from './execution';
import { type HistoryEvent } from './history';

export type Went = 'running' | 'retrying' | 'succeeded' | 'caught' | 'failed' | 'aborted' | 'timed out';

export interface Failure {
  readonly error: string;
  readonly cause?: string | undefined;
}

/** A state as it was entered once: in a Map or a loop it is more often. */
export interface Visit {
  /** Of the event that entered it. */
  readonly id: number;
  readonly name: string;
  /** `Task`, `Map`, … */
  readonly kind: string | undefined;
  readonly entered: Date;
  left: Date | undefined;
  /** JSON */
  readonly input: string | undefined;
  output: string | undefined;
  retries: number;
  readonly errors: Failure[];
  went: Went;
  /** The Parallel or Map that it lies in. */
  readonly within: Visit | undefined;
  /** Of a Map or Parallel, an attempt has. */
  hasStarted: boolean;
  /** It lies in an attempt that is over. */
  isOver: boolean;
}

interface Details {
  readonly name?: string;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What became of each state that an execution entered, in order, by its history: each event tells which it follows. */
export function visitsOf({ history, status }: Pick<Execution, 'history' | 'status'>): Visit[] {
  const visits: Visit[] = [];
  const byEvent = new Map<number, Visit | undefined>();
  for (const event of history.events) {
    const { id, type, timestamp: entered } = event;
    const kind = /^([A-Z][a-z]+)State/.exec(type)?.[1];
    let visit = byEvent.get(event.previousEventId);
    const { name = '', input, output } = detailsIn(event);
    if (type.endsWith('StateEntered')) {
      const fresh = { went: 'running', retries: 0, hasStarted: false, isOver: false } as const;
      const data = { id, name, kind, entered, left: undefined, input, output: undefined };
      visits.push((visit = { ...fresh, ...data, errors: [], within: visit }));
      byEvent.set(id, visit);
      continue;
    }
    // What a Map or a Parallel fails with follows what failed in it.
    const isTold = (one: Visit) => one.kind === kind && !(type.endsWith('StateFailed') && one.went === 'retrying');
    while (visit && kind !== undefined && !isTold(visit)) visit = visit.within;
    if (type === 'ExecutionRedriven') {
      for (const one of visits) if (!one.left) one.went = 'running';
    } else if (visit && type.endsWith('StateExited')) {
      Object.assign(visit, { left: entered, output, went: visit.went === 'retrying' ? 'caught' : 'succeeded' });
      visit = visit.within;
    } else if (visit) hear(visit, event, visits);
    byEvent.set(id, visit);
  }
  for (const visit of visits) if (!visit.left) visit.went = endOf(visit, isOver(visit) ? 'FAILED' : status);
  return visits;
}

function hear(visit: Visit, event: HistoryEvent, visits: readonly Visit[]): void {
  const { type } = event;
  const { error, cause } = detailsIn(event);
  if (/(Failed|TimedOut)$/.test(type)) {
    const last = visit.errors.at(-1);
    // The execution fails with the error that its state failed with.
    const isKnown = type === 'ExecutionFailed' && last?.error === error && last?.cause === cause;
    if (error !== undefined && !isKnown) visit.errors.push({ error, cause });
    visit.went = 'retrying';
  } else if (type.endsWith('Succeeded')) {
    visit.went = 'running';
  } else if (type.endsWith('StateStarted')) {
    if (visit.hasStarted) visit.retries += 1;
    for (const one of visits) if (one.within === visit) one.isOver = true;
    visit.hasStarted = true;
  } else if (type.endsWith('Scheduled') && visit.went === 'retrying') {
    visit.retries += 1;
    visit.went = 'running';
  }
}

const isOver = (visit: Visit): boolean =>
  visit.isOver || (visit.within !== undefined && (visit.within.left !== undefined || isOver(visit.within)));

/** Of one that was not left: until something else happens, one that failed may be tried again. */
function endOf({ went }: Visit, status: Execution['status']): Went {
  if (status === 'RUNNING') return went;
  if (status === 'TIMED_OUT') return 'timed out';
  return status === 'FAILED' && went === 'retrying' ? 'failed' : 'aborted';
}

const detailsIn = (event: HistoryEvent): Details =>
  (Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1] as Details | undefined) ?? {};
