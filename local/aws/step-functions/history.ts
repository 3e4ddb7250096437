import { isFields } from '../../../scripts/text/is-fields';
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

export const entered = (name: string, json: string): Details => ({ name, input: json, inputDetails: truncation });

/** @param variables that the state assigned: the JSON text of each */
export const exited = (name: string, json: string, variables: Readonly<Record<string, string>>): Details =>
  Object.keys(variables).length === 0
    ? { name, output: json, outputDetails: truncation }
    : { name, assignedVariables: variables, assignedVariablesDetails: truncation, ...output(json) };

/** Names of the variables that states assigned. */
export const assignedIn = (events: readonly HistoryEvent[]): readonly string[] => [
  ...new Set(
    events.flatMap(({ stateExitedEventDetails: exit }) => {
      const variables = isFields(exit) ? exit['assignedVariables'] : undefined;
      return isFields(variables) ? Object.keys(variables) : [];
    }),
  ),
];

/** Of a failure: what is not known is left out. */
export const reasons = (error?: string, cause?: string): Details => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});

/**
 * No execution has more: at one less it fails with States.Runtime, which is the last.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html; recorded by radkawar/stackd at 9dc356f,
 * testdata/aws/stepfunctions/variable_limits.json
 */
export const MOST_EVENTS = 25_000;
/** AWS's words, recorded there. */
export const TOO_MANY_EVENTS = `The execution reached the maximum number of history events (${MOST_EVENTS}).`;

/** An event as it is kept: of each execution there are many, and most are never looked at. */
interface Kept {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly type: string;
  readonly previousEventId: number;
  readonly details: Details | undefined;
  /** What its details are named, where its type does not tell. */
  readonly named: string | undefined;
}

/** What happened in an execution, in order. */
export class History {
  readonly #kept: Kept[] = [];

  /**
   * @param past what happened before the account stood
   * @param onEvent hears that there is one more
   */
  constructor(
    private readonly clock: Clock,
    private readonly past: readonly HistoryEvent[] = [],
    private readonly onEvent?: () => void,
  ) {}

  get events(): readonly HistoryEvent[] {
    return this.since(0);
  }

  /** How many events there are. */
  get count(): number {
    return this.past.length + this.#kept.length;
  }

  /** All but the first so many. */
  since(count: number): readonly HistoryEvent[] {
    const before = this.past.length;
    const kept = this.#kept.slice(Math.max(0, count - before));
    const first = this.count - kept.length + 1;
    return [
      ...this.past.slice(count),
      ...kept.map(({ at, type, previousEventId, details, named = detailsOf(type) }, index) => ({
        timestamp: new Date(at),
        type,
        id: first + index,
        previousEventId,
        ...(details && { [named]: details }),
      })),
    ];
  }

  /**
   * @param previousEventId of the event that led to this one, which need not be the one before
   * @returns the event's id
   */
  add(type: string, previousEventId: number, details?: Details, named?: string): number {
    this.#kept.push({ at: this.clock.now().getTime(), type, previousEventId, details, named });
    this.onEvent?.();
    return this.count;
  }

  previousOf(id: number): number {
    return (this.past[id - 1] ?? this.#kept[id - 1 - this.past.length])?.previousEventId ?? 0;
  }
}

/** `TaskStateEntered` has its details in `stateEnteredEventDetails`, `TaskFailed` in `taskFailedEventDetails`. */
function detailsOf(type: string): string {
  const [, moved] = /State(Entered|Exited)$/.exec(type) ?? [];
  return moved ? `state${moved}EventDetails` : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
