import { evaluationFailure, refusal, StateFailure } from '../../failure';
import { type Data } from '../find';
import { bounds } from './bounds';
import { bodyOf } from '../../../../../../scripts/text/jsonata-expression';
import { ownFunctions } from './functions';
import { loadJsonata } from './load';
import { asJson, NoJson } from './value';

/** `$states` of a state. */
export interface States {
  readonly input: unknown;
  readonly context: unknown;
  readonly result?: unknown;
  readonly errorOutput?: unknown;
}

export const statesOf = (data: Data, more: Pick<States, 'result' | 'errorOutput'> = {}): States => ({
  input: data.input,
  context: data.context(),
  ...more,
});

/** A number that is out of range is a value on AWS; which one is not known (floci-io/floci #2783). So are lists that long. */
const otherOnAws = ['D1001', 'D2014'];

/**
 * What an expression gives, as JSON.
 * @param location its field, as `Output/items[0]`
 * @throws StateFailure States.QueryEvaluationError
 */
export async function evaluate(expression: string, location: string, data: Data, states: States): Promise<unknown> {
  const jsonata = await loadJsonata();
  const body = bodyOf(expression);
  const failed = (how: string): StateFailure => queryFailure(`${subject(body, location)} ${how}`, location);
  // Each time anew: what its evaluations share would be shared by strands that run beside each other.
  const compiled = jsonata(body);
  const { enter, leave } = bounds();
  const hooks = compiled as unknown as { assign(name: symbol, value: unknown): void };
  hooks.assign(Symbol.for('jsonata.__evaluate_entry'), enter);
  hooks.assign(Symbol.for('jsonata.__evaluate_exit'), leave);
  let result: unknown;
  try {
    result = await compiled.evaluate(undefined, {
      ...clockOf(data, jsonata),
      ...ownFunctions,
      ...others(data),
      states,
    });
  } catch (error) {
    if (error instanceof StateFailure) throw error;
    const { code, message } = error as { code?: string; message: string };
    if (code === undefined || otherOnAws.includes(code)) throw refusal(`what failed in ${body}: ${message}`);
    throw failed(`threw an error during evaluation. ${code}: ${message}`);
  }
  if (result === undefined) throw failed('returned nothing (undefined).');
  if (typeof result === 'function' || isLambda(result)) throw failed('returned an unsupported result type.');
  try {
    return asJson(result);
  } catch (error) {
    if (error instanceof NoJson) throw refusal(`what ${body} gives: ${error.message}`);
    throw error;
  }
}

/** No `$eval`: it is no function there. */
const others = ({ variables }: Data): Record<string, unknown> => ({ ...variables.all(), eval: undefined });

const isLambda = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);

export const subject = (body: string, location: string): string =>
  `The JSONata expression '${body}' specified for the field '${location}'`;

export const queryFailure = (reason: string, location?: string): StateFailure =>
  evaluationFailure('States.QueryEvaluationError', reason, {
    ...(location === undefined ? {} : { location }),
    isAtEntry: true,
  });

/** The account's time. */
function clockOf({ now }: Data, jsonata: Awaited<ReturnType<typeof loadJsonata>>): Record<string, unknown> {
  const at = now().getTime();
  return {
    millis: () => at,
    now: (picture: unknown, zone: unknown) =>
      picture === undefined
        ? new Date(at).toISOString()
        : jsonata('$fromMillis($at, $picture, $zone)').evaluate(undefined, { at, picture, zone }),
  };
}
