import { namedFailure } from '../failure';
import { type Visit, type Work } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export async function choice({ name, state, data, language }: Visit): Promise<Work> {
  const chosen = await language.choose(state, data);
  if (typeof chosen.next === 'string') return { result: language.input(state, data), next: chosen.next, chosen };
  throw namedFailure(
    'States.NoChoiceMatched',
    `Failed to transition out of the state '${name}'. The state does not point to a next state.`,
  );
}
