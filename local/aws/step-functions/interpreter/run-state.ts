import { entered as enteredWith, exited, reasons } from '../history';
import { checkSize, refusal, StateFailure } from './failure';
import { type State } from './machine';
import { type Leaving, type QueryLanguage } from './query/language';
import { languageOf } from './query/languages';
import { catcherFor, retryDelay } from './retry';
import { stateTypes } from './states/types';
import { type Place, type Strand } from './strand';
import { type Assigned, type Variables } from './variables';
import { type RunInner, type Visit } from './visit';

export interface Outcome {
  readonly output: unknown;
  /** The output's. */
  readonly json: string;
  /** Undefined when the strand is over. */
  readonly next: string | undefined;
}

/** Types that may be tried again, and whose context tells how often. */
const retried = new Set(['Task', 'Map', 'Parallel']);

/**
 * Enters a state, does its work, with its Retry and Catch, and leaves it.
 * @param json the input's, where it is known
 * @param from where an earlier attempt stopped in it: it is not entered again
 * @throws StateFailure that nothing took
 */
export async function runState(
  strand: Strand,
  name: string,
  state: State,
  { input, json }: { readonly input: unknown; readonly json: string | undefined },
  inner: RunInner,
  from?: Place,
): Promise<Outcome> {
  // A strand that was ended stops here, and strands beside each other take turns.
  await strand.turn();
  const { run } = strand;
  const type = state.Type;
  const work = stateTypes[type];
  if (!work) throw new Error(`No state is of type ${type}.`);
  const entered = from?.entered ?? run.pace.clock.now();
  const retries = { made: 0, attempts: [] as number[] };
  const context = (): unknown => ({
    ...run.context(),
    State: {
      Name: name,
      EnteredTime: entered.toISOString(),
      ...(retried.has(type) ? { RetryCount: retries.made } : {}),
    },
    ...(strand.map ? { Map: strand.map } : {}),
    ...(visit.token === undefined ? {} : { Task: { Token: visit.token } }),
  });
  const data = { input, context, variables: strand.variables, now: () => run.pace.clock.now() };
  const visit: Visit = {
    strand,
    name,
    state,
    data,
    language: languageOf(state, run.queryLanguage),
    inner,
    isStarted: false,
  };
  const enteredId =
    from?.enteredId ?? strand.event(`${type}StateEntered`, enteredWith(name, json ?? JSON.stringify(input)));
  strand.place = { name, type, input, entered, enteredId };
  run.tell({ state: name, type, what: 'entered' });
  strand.open = retried.has(type) || type === 'Wait' ? type : undefined;
  for (;;) {
    try {
      const { result, next, chosen } = await work(visit);
      return leave(visit, await visit.language.leave(state, data, result, chosen), next ?? state.Next);
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      const failure = error.inState(name, enteredId);
      tellEvaluation(visit, failure, enteredId);
      const delay = retryDelay(state.Retry ?? [], failure, retries.attempts);
      if (delay === undefined) return await handOn(visit, failure, enteredId);
      run.tell({ state: name, type, what: 'retrying', seconds: delay });
      await strand.sleep(delay * 1000, `retry of ${name}`);
      retries.made++;
    }
  }
}

function leave(
  { strand, name, state, language }: Visit,
  { output, assign }: Leaving,
  next: string | undefined,
): Outcome {
  const json = JSON.stringify(output);
  checkSize(json, name);
  const assigned = assignIn(strand.variables, assign, name, language);
  strand.open = undefined;
  strand.place = undefined;
  strand.event(`${state.Type}StateExited`, exited(name, json, assigned));
  strand.run.tell({ state: name, type: state.Type, what: 'exited' });
  return { output, json, next };
}

/** Limits were recorded of JSONata alone, whose event a JSONPath state does not have. */
function assignIn(variables: Variables, assign: Leaving['assign'], state: string, language: QueryLanguage): Assigned {
  try {
    return variables.assign(assign, state);
  } catch (error) {
    if (language.name === 'JSONPath' && error instanceof StateFailure && error.evaluation) {
      throw refusal(`variables above its limits in a JSONPath state: ${error.reason ?? ''}`);
    }
    throw error;
  }
}

/** To the catcher that takes it. */
async function handOn(visit: Visit, failure: StateFailure, enteredId: number): Promise<Outcome> {
  const { strand, name, state, data, language } = visit;
  // One that is tried again does not say that it failed: recorded, test_parallel_state_retry, test_map_state_retry.
  if (visit.isStarted || hasFailedInside(state, failure)) strand.event(`${state.Type}StateFailed`);
  const at = catcherFor(state.Catch ?? [], failure);
  const catcher = state.Catch?.[at];
  if (!catcher) throw failure.told();
  const { error = null, reason = error === null ? null : '' } = failure;
  try {
    const leaving = await language.caught(catcher, `Catch[${at}]/`, data, { Error: error, Cause: reason });
    return leave(visit, leaving, catcher.Next);
  } catch (second) {
    if (!(second instanceof StateFailure)) throw second;
    const named = second.inState(name, enteredId);
    tellEvaluation(visit, named, enteredId);
    throw named.told();
  }
}

/** Its items could not be told: recorded, test_base_scenarios.py test_map_state_items_eval_jsonata_fail. */
const hasFailedInside = (state: State, { evaluation }: StateFailure): boolean =>
  evaluation !== undefined && (state.Type === 'Map' || state.Type === 'Parallel');

function tellEvaluation({ strand, name }: Visit, { error, reason, evaluation }: StateFailure, enteredId: number): void {
  if (!evaluation) return;
  const { location, isAtEntry } = evaluation;
  if (isAtEntry && strand.last === enteredId) strand.last = strand.run.history.previousOf(enteredId);
  const where = location === undefined ? {} : { location };
  strand.event('EvaluationFailed', { ...reasons(error, reason), ...where, state: name });
}
