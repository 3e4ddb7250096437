import { StateFailure } from '../failure';
import { type Visit } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export async function fail({ state, data, language }: Visit): Promise<never> {
  const { error, cause } = await language.failure(state, data);
  throw new StateFailure(error, cause);
}
