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

/** Of the exit of a state that assigned variables: the JSON text of each. */
export const assigned = (variables: Readonly<Record<string, string>>): Details =>
  Object.keys(variables).length === 0 ? {} : { assignedVariables: variables, assignedVariablesDetails: truncation };

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

/** What happened in an execution, in order. */
export class History {
  readonly events: HistoryEvent[];

  /**
   * @param past what happened before the account stood
   * @param onEvent hears that there is one more
   */
  constructor(
    private readonly clock: Clock,
    past: readonly HistoryEvent[] = [],
    private readonly onEvent?: () => void,
  ) {
    this.events = [...past];
  }

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

  previousOf(id: number): number {
    return this.events[id - 1]?.previousEventId ?? 0;
  }
}

/** `TaskStateEntered` has its details in `stateEnteredEventDetails`, `TaskFailed` in `taskFailedEventDetails`. */
function detailsOf(type: string): string {
  const [, moved] = /State(Entered|Exited)$/.exec(type) ?? [];
  return moved ? `state${moved}EventDetails` : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
