import { type Keeping, type KeptLine, type Restored } from '../service';
import { type Clock } from '../shared/clock';
import { counts, Fields } from '../shared/kept-line';
import { type Execution, type PastExecution } from './execution';
import { type HistoryEvent } from './history';
import { type Place } from './interpreter/strand';
import { type ExecutionStatus } from './interpreter/status';
import { type StepFunctionsService } from './step-functions';

type Mutable<Of> = { -readonly [name in keyof Of]: Of[name] };
interface Past extends Mutable<PastExecution> {
  events: HistoryEvent[];
  machine: string;
  name: string;
  input: string;
}

const STATUSES: readonly ExecutionStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** Executions with their histories. One that ran when its account went is ended as ABORTED. */
export class KeptExecutions implements Keeping {
  /** Of each, how much of its history is told. */
  readonly #told = new WeakMap<Execution, number>();
  /** Those of which there may be more to tell. */
  readonly #open = new Set<Execution>();
  #isWhole = false;

  constructor(
    private readonly service: StepFunctionsService,
    private readonly clock: Clock,
  ) {
    service.onStatus((execution) => void this.#open.add(execution));
  }

  save(): readonly KeptLine[] {
    const executions = this.#isWhole ? [...this.#open] : this.service.executions();
    this.#isWhole = true;
    return executions.flatMap((execution) => this.#linesOf(execution));
  }

  restore(lines: Iterable<KeptLine>): Restored {
    const all = new Map<string, Past>();
    for (const line of lines) readLine(new Fields(line), all);
    const told: string[] = [];
    for (const [arn, past] of all) {
      if (past.status === 'RUNNING') {
        abort(past, this.clock.now());
        told.push(`The execution ${arn} ran when its account ended: it is ABORTED.`);
      }
      const { machine, name, input } = past;
      this.service.restore({ arn, name, input }, machine, past);
    }
    return { what: counts(all.size, 'execution'), told };
  }

  #linesOf(execution: Execution): KeptLine[] {
    const { identity, machine, history, status } = execution;
    const { arn, name, input } = identity;
    const told = this.#told.get(execution);
    const fresh = history.since(told ?? 0);
    if (status !== 'RUNNING') this.#open.delete(execution);
    else this.#open.add(execution);
    if (told !== undefined && fresh.length === 0) return [];
    this.#told.set(execution, history.count);
    return [
      ...(told === undefined ? [{ arn, name, input, machine: machine.arn, startDate: execution.startDate }] : []),
      ...fresh.map((event) => ({ arn, event })),
      { arn, state: stateOf(execution) },
    ];
  }
}

/** What changes while it runs. */
function stateOf(execution: Execution) {
  const { status, stopDate, output, error, cause, redriveCount, redriveDate, redriveTokens } = execution;
  const unsuccessful = status === 'SUCCEEDED' ? undefined : execution.unsuccessful;
  return {
    status,
    stopDate,
    output,
    error,
    cause,
    redriveCount,
    redriveDate,
    unsuccessful,
    tokens: redriveTokens.used,
  };
}

function readLine(of: Fields, all: Map<string, Past>): void {
  const arn = of.text('arn');
  if (of.has('machine')) {
    const [machine, name, input, startDate] = [
      of.text('machine'),
      of.text('name'),
      of.text('input'),
      of.date('startDate'),
    ];
    // A name that is free again is another execution's, and the last to begin.
    all.delete(arn);
    all.set(arn, { machine, name, input, startDate, ...running, events: [] });
    return;
  }
  const known = all.get(arn);
  if (!known) throw new Error(`"arn" is ${arn}: no line before tells of that execution`);
  if (of.has('event')) {
    const event = of.within('event');
    known.events.push({ ...of.object<HistoryEvent>('event'), timestamp: event.date('timestamp') });
    return;
  }
  Object.assign(known, readState(of.within('state')));
}

const running = {
  status: 'RUNNING' as const,
  stopDate: undefined,
  output: undefined,
  error: undefined,
  cause: undefined,
  redriveCount: 0,
  redriveDate: undefined,
  unsuccessful: undefined,
  tokens: [],
};

const readState = (of: Fields): Omit<PastExecution, 'events' | 'startDate'> => ({
  status: of.one('status', STATUSES),
  stopDate: of.optionalDate('stopDate'),
  output: of.optionalText('output'),
  error: of.optionalText('error'),
  cause: of.optionalText('cause'),
  redriveCount: of.number('redriveCount'),
  redriveDate: of.optionalDate('redriveDate'),
  unsuccessful: of.has('unsuccessful') ? readPlace(of.within('unsuccessful')) : undefined,
  tokens: of.list<{ token: string; at: string }>('tokens').map(({ token, at }) => ({ token, at: new Date(at) })),
});

const readPlace = (of: Fields): Place & { readonly isScheduled: boolean } => ({
  ...of.whole<Place & { isScheduled: boolean }>(),
  name: of.text('name'),
  type: of.text('type'),
  entered: of.date('entered'),
  enteredId: of.number('enteredId'),
});

/** As StopExecution ends it: its event follows none. */
function abort(past: Past, at: Date): void {
  const reasons = { error: 'Local.Ended', cause: 'The local account ended while the execution ran.' };
  Object.assign(past, { status: 'ABORTED', stopDate: at, ...reasons });
  const id = past.events.length + 1;
  const event = {
    timestamp: at,
    type: 'ExecutionAborted',
    id,
    previousEventId: 0,
    executionAbortedEventDetails: reasons,
  };
  past.events.push(event);
}
