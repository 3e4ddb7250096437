import { namedFailure } from '../failure';
import { isFields } from '../../../../../scripts/text/is-fields';
import { parsePath, type Step } from './path';

/**
 * The state's input with its result put where `ResultPath` says. The input stays as it was.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultpath.html
 */
export function placeResult(input: unknown, resultPath: string | null | undefined, result: unknown): unknown {
  if (resultPath === undefined || resultPath === '$') return result;
  if (resultPath === null) return input;
  const placed = place(input, parsePath(resultPath).steps, result);
  if (placed === undefined) {
    // Not the States.ResultPathMatchFailure of AWS's pages: recorded, radkawar/stackd at 9dc356f, dataflow_execution.json.
    throw namedFailure(
      'States.ReferencePathConflict',
      `Unable to apply ReferencePath ${resultPath} to input ${JSON.stringify(input)}`,
    );
  }
  return placed;
}

function place(into: unknown, [step, ...rest]: readonly Step[], result: unknown): unknown {
  if (step === undefined) return result;
  if (step.kind === 'name' && (into === undefined || isFields(into))) {
    const inner = place(
      into !== undefined && Object.hasOwn(into, step.name) ? into[step.name] : undefined,
      rest,
      result,
    );
    return inner === undefined ? undefined : { ...into, [step.name]: inner };
  }
  if (step.kind !== 'index' || !Array.isArray(into) || !(step.index in into)) return undefined;
  const inner = place(into[step.index], rest, result);
  return inner === undefined ? undefined : into.with(step.index, inner);
}
