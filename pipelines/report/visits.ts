import { type HistoryEvent } from '@aws-sdk/client-sfn';

/** One stay of an execution in a state. */
export interface Visit {
  readonly state: string;
  /** Task, Wait, Choice, Succeed, Fail, … */
  readonly type: string;
  readonly entered: Date;
  /** Absent while it lasts, and of a state that the execution ended in. */
  readonly left?: Date;
  /** What the state said of itself: a query's state. */
  readonly said?: string;
  /** JSON text, of a Task that was left. */
  readonly output?: string;
  /** Errors of the state's work, in order; retried or caught when the state was left. */
  readonly errors: readonly Failure[];
}

export interface Failure {
  readonly error: string;
  readonly cause: string;
}

/**
 * An execution's history as the states that it went through, in order.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function visitsOf(events: readonly HistoryEvent[]): Visit[] {
  const visits: { -readonly [field in keyof Visit]: Visit[field] }[] = [];
  for (const event of events) {
    const at = event.timestamp ?? new Date(NaN);
    const type = event.type ?? '';
    if (event.stateEnteredEventDetails) {
      const state = event.stateEnteredEventDetails.name ?? '';
      visits.push({ state, type: type.replace('StateEntered', ''), entered: at, errors: [] });
    } else if (event.stateExitedEventDetails) {
      const { name, output } = event.stateExitedEventDetails;
      const visit = visits.findLast(({ state, left }) => state === name && left === undefined);
      if (!visit) continue;
      visit.left = at;
      if (visit.type !== 'Task' || visit.errors.length > 0) continue;
      const said = stateIn(output);
      if (output !== undefined) visit.output = output;
      if (said !== undefined) visit.said = said;
    } else if (/(Failed|TimedOut)$/.test(type) && !type.startsWith('Execution')) {
      const visit = visits.findLast(({ left }) => left === undefined);
      if (visit) visit.errors = [...visit.errors, failureOf(event)];
    } else if (type.endsWith('Succeeded') && !type.startsWith('Execution')) {
      // A retry that went well: what went before is no failure of the state.
      const visit = visits.findLast(({ left }) => left === undefined);
      if (visit) visit.errors = [];
    }
  }
  return visits;
}

/** The state whose work failed and was not made good: where an execution's failure comes from. */
export const failedState = (visits: readonly Visit[]): string | undefined =>
  (visits.findLast(({ errors }) => errors.length > 0) ?? visits.findLast(({ type }) => type === 'Task'))?.state;

function stateIn(output: string | undefined): string | undefined {
  try {
    const { state } = JSON.parse(output ?? '') as { readonly state?: unknown };
    return typeof state === 'string' ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Each kind of event has details of its own, all with `error` and `cause`. */
function failureOf(event: HistoryEvent): Failure {
  for (const [field, details] of Object.entries(event)) {
    if (!field.endsWith('EventDetails') || details === undefined) continue;
    const { error, cause } = details as { readonly error?: string; readonly cause?: string };
    return { error: error ?? event.type ?? '', cause: messageIn(cause) };
  }
  return { error: event.type ?? '', cause: messageIn(undefined) };
}

/** A Lambda function's cause is JSON, with a stack trace that tells nothing here: a person needs its message. */
export function messageIn(cause: string | undefined): string {
  if (cause === undefined || cause === '') return 'no cause was given';
  try {
    const { errorMessage } = JSON.parse(cause) as { readonly errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}
