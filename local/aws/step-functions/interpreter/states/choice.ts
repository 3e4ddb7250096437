import { runtimeFailure } from '../failure';
import { type Visit, type Work } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export async function choice({ state, data, language }: Visit): Promise<Work> {
  const chosen = await language.choose(state, data);
  if (typeof chosen.next === 'string') return { result: language.input(state, data), next: chosen.next, chosen };
  // Not the States.NoChoiceMatched of AWS's pages: recorded, radkawar/stackd at 9dc356f, dataflow_execution.json.
  throw runtimeFailure('Failed to transition out of the state. The state does not point to a next state.');
}
