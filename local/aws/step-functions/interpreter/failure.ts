export interface Evaluation {
  /** The field, as `Output/items[0]`. */
  readonly location?: string;
  /** It was found when the state was entered, and its event follows what the entering follows. */
  readonly isAtEntry: boolean;
}

/**
 * Why a state failed. `matched` says what a Retry or a Catch may match it by:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class StateFailure extends Error {
  constructor(
    readonly error: string | undefined,
    readonly reason: string | undefined,
    readonly matched: 'by name and States.ALL' | 'by nothing' = 'by name and States.ALL',
    /** Whether the cause begins with the state's name and event, as AWS's own errors do. */
    readonly namesState = false,
    /** Of a failure that the history tells as EvaluationFailed. */
    readonly evaluation?: Evaluation,
  ) {
    super(reason ?? error ?? 'The state failed.');
  }

  /** The same, its evaluation told: a Map or a Parallel around the state does not tell of it again. */
  told(): StateFailure {
    return this.evaluation ? new StateFailure(this.error, this.reason, this.matched) : this;
  }

  /** The same, its cause saying where it happened. */
  inState(state: string, enteredId: number): StateFailure {
    if (!this.namesState) return this;
    const where = `An error occurred while executing the state '${state}' (entered at the event id #${enteredId}).`;
    return new StateFailure(this.error, `${where} ${this.reason ?? ''}`, this.matched, false, this.evaluation);
  }
}

/**
 * A task's time is up. By either limit it is told as States.Timeout: recorded, timeouts/test_heartbeats.py. That of a
 * heartbeat may be caught by a name of its own, too:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation
 */
export class TimedOut extends StateFailure {
  constructor(readonly limit: 'TimeoutSeconds' | 'HeartbeatSeconds') {
    super('States.Timeout', undefined);
  }
}

/** Always ends the execution: no Catch takes it, recorded too: test_base_scenarios.py test_catch_states_runtime. */
export const runtimeFailure = (reason: string): StateFailure =>
  new StateFailure('States.Runtime', reason, 'by nothing', true);

/** What AWS does here is not known: the execution ends rather than go another way than there. */
export const refusal = (what: string): StateFailure => runtimeFailure(`${refusalWords} ${what}`);
export const refusalWords = 'The local run refuses what it does not know of AWS:';

export const namedFailure = (error: string, reason: string): StateFailure =>
  new StateFailure(error, reason, 'by name and States.ALL', true);

/**
 * Of an expression, a value that it gave, or a variable. An expression that fails when the state is entered is told beside
 * the entering, what is made of its value after it: recorded, test_assign_reference_variables.py test_undefined_reference,
 * test_base_scenarios.py test_wait_timestamp_jsonata, and radkawar/stackd at 9dc356f, variable_limits.json.
 */
export const evaluationFailure = (
  error: string,
  reason: string,
  of: { location?: string; isAtEntry?: boolean; isOfState?: boolean },
): StateFailure =>
  new StateFailure(error, reason, 'by name and States.ALL', of.isOfState ?? true, {
    ...(of.location === undefined ? {} : { location: of.location }),
    isAtEntry: of.isAtEntry ?? false,
  });

/** Input and result of a state, in bytes. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const payloadLimit = 262_144;

/**
 * States.ALL catches it, whatever the page says (recorded: test_states_errors.py
 * test_task_lambda_catch_state_all_data_limit_exceeded_on_large_utf8_response).
 * @param what the state's name, a function's ARN or `lambda`: as AWS words it
 */
export function checkSize(json: string, what: string): void {
  if (json.length * 3 <= payloadLimit || Buffer.byteLength(json) <= payloadLimit) return;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
