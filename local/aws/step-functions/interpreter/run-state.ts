import { input as inputText, output as outputText } from '../history';
import { checkSize, StateFailure } from './failure';
import { type State } from './machine';
import { jsonPath } from './query/language';
import { placeResult } from './query/result-path';
import { catcherFor, retryDelay } from './retry';
import { stateTypes } from './states/types';
import { type Place, type Strand } from './strand';
import { type RunInner, type Visit } from './visit';

export interface Outcome {
  readonly output: unknown;
  /** Undefined when the strand is over. */
  readonly next: string | undefined;
}

/** Types that may be tried again, and whose context tells how often. */
const retried = new Set(['Task', 'Map', 'Parallel']);

/**
 * Enters a state, does its work, with its Retry and Catch, and leaves it.
 * @param from where an earlier attempt stopped in it: it is not entered again
 * @throws StateFailure that nothing took
 */
export async function runState(
  strand: Strand,
  name: string,
  state: State,
  input: unknown,
  inner: RunInner,
  from?: Place,
): Promise<Outcome> {
  // A strand that was ended stops here, and strands beside each other take turns.
  await strand.until(Promise.resolve());
  const { run } = strand;
  const type = state.Type;
  const work = stateTypes[type];
  if (!work) throw new Error(`No state is of type ${type}.`);
  const entered = from?.entered ?? run.pace.clock.now();
  const retries = { made: 0, attempts: [] as number[] };
  const context = (): unknown => ({
    ...run.context,
    State: {
      Name: name,
      EnteredTime: entered.toISOString(),
      ...(retried.has(type) ? { RetryCount: retries.made } : {}),
    },
    ...(strand.map ? { Map: strand.map } : {}),
  });
  const visit: Visit = { strand, name, state, data: { input, context }, inner, isStarted: false };
  const enteredId =
    from?.enteredId ?? strand.event(`${type}StateEntered`, { name, ...inputText(JSON.stringify(input)) });
  strand.place = { name, type, input, entered, enteredId };
  run.tell({ state: name, type, what: 'entered' });
  strand.open = retried.has(type) || type === 'Wait' ? type : undefined;
  for (;;) {
    try {
      const { result, next } = await work(visit);
      return leave(visit, jsonPath.output(state, visit.data, result), next ?? state.Next);
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      const failure = error.inState(name, enteredId);
      const delay = retryDelay(state.Retry ?? [], failure, retries.attempts);
      if (delay === undefined) return handOn(visit, failure, enteredId);
      run.tell({ state: name, type, what: 'retrying', seconds: delay });
      await strand.sleep(delay * 1000, `retry of ${name}`);
      retries.made++;
    }
  }
}

function leave({ strand, name, state }: Visit, output: unknown, next: string | undefined): Outcome {
  const json = JSON.stringify(output);
  checkSize(json, name);
  strand.open = undefined;
  strand.place = undefined;
  strand.event(`${state.Type}StateExited`, { name, ...outputText(json) });
  strand.run.tell({ state: name, type: state.Type, what: 'exited' });
  return { output, next };
}

/** To the catcher that takes it. */
function handOn(visit: Visit, failure: StateFailure, enteredId: number): Outcome {
  const { strand, name, state, data } = visit;
  // One that is tried again does not say that it failed: recorded, test_parallel_state_retry, test_map_state_retry.
  if (visit.isStarted) strand.event(`${state.Type}StateFailed`);
  const catcher = catcherFor(state.Catch ?? [], failure);
  if (!catcher) throw failure;
  const { error = null, reason = error === null ? null : '' } = failure;
  try {
    return leave(visit, placeResult(data.input, catcher.ResultPath, { Error: error, Cause: reason }), catcher.Next);
  } catch (second) {
    throw second instanceof StateFailure ? second.inState(name, enteredId) : second;
  }
}
