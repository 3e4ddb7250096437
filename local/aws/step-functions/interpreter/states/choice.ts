import { namedFailure } from '../failure';
import { objects } from '../machine';
import { holds } from './choice-rule';
import { jsonPath } from '../query/language';
import { type Visit, type Work } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export function choice({ name, state, data }: Visit): Work {
  const input = jsonPath.input(state, data);
  const rule = objects(state['Choices']).find((one) => holds(one, { ...data, input }));
  const next = rule?.['Next'] ?? state['Default'];
  if (typeof next === 'string') return { result: input, next };
  throw namedFailure(
    'States.NoChoiceMatched',
    `Failed to transition out of the state '${name}'. The state does not point to a next state.`,
  );
}
