import { type Clock } from '../shared/clock';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export interface HistoryEvent {
  readonly timestamp: Date;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
  readonly [details: string]: unknown;
}

export type Details = Readonly<Record<string, unknown>>;

const truncation = { truncated: false };

/** A text of an event's details, with what AWS tells of its length. */
export const input = (json: string): Details => ({ input: json, inputDetails: truncation });
export const output = (json: string): Details => ({ output: json, outputDetails: truncation });

/** Of a failure: what is not known is left out. */
export const reasons = (error?: string, cause?: string): Details => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});

/** What happened in an execution, in order. */
export class History {
  readonly events: HistoryEvent[] = [];

  /** @param onEvent hears that there is one more */
  constructor(
    private readonly clock: Clock,
    private readonly onEvent?: () => void,
  ) {}

  /**
   * @param previousEventId of the event that led to this one, which need not be the one before
   * @returns the event's id
   */
  add(type: string, previousEventId: number, details?: Details, named = detailsOf(type)): number {
    const id = this.events.length + 1;
    this.events.push({ timestamp: this.clock.now(), type, id, previousEventId, ...(details && { [named]: details }) });
    this.onEvent?.();
    return id;
  }
}

/** `TaskStateEntered` has its details in `stateEnteredEventDetails`, `TaskFailed` in `taskFailedEventDetails`. */
function detailsOf(type: string): string {
  const [, moved] = /State(Entered|Exited)$/.exec(type) ?? [];
  return moved ? `state${moved}EventDetails` : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
