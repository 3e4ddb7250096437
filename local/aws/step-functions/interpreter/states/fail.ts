import { runtimeFailure, StateFailure } from '../failure';
import { evaluate } from '../query/template';
import { type Visit } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export function fail({ state, data }: Visit): never {
  const said = (field: 'Error' | 'Cause'): string | undefined => {
    const path = state[`${field}Path`];
    if (typeof path !== 'string') return state[field] as string | undefined;
    const value = evaluate(path, `${field}Path`, data);
    if (typeof value === 'string') return value;
    throw runtimeFailure(
      `The ${field}Path field references a value that is no text: ${path} == ${JSON.stringify(value)}`,
    );
  };
  throw new StateFailure(said('Error'), said('Cause'));
}
