import { callFunction } from '../functions/call';
import { parseCall } from '../functions/parse';
import { runtimeFailure } from '../failure';
import { type Data, find } from './find';
import { parsePath } from './path';

/**
 * A payload template with its paths and functions in place of what they say: only those of fields that end in `.$`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 */
export function fill(template: unknown, data: Data): unknown {
  if (Array.isArray(template)) return template.map((item) => fill(item, data));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([field, value]) =>
      field.endsWith('.$') ? [field.slice(0, -2), evaluate(String(value), field, data)] : [field, fill(value, data)],
    ),
  );
}

/** What a path or a function call gives, for the field that holds it. */
export function evaluate(text: string, field: string, data: Data): unknown {
  if (!text.startsWith('$')) return callFunction(parseCall(text), (path) => required(path, field, data));
  return required(text, field, data);
}

function required(path: string, field: string, data: Data): unknown {
  const found = find(parsePath(path), data);
  if ('value' in found) return found.value;
  throw runtimeFailure(
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input ` +
      `'${JSON.stringify(data.input)}'`,
  );
}

/** What InputPath, OutputPath and the like find. */
export function follow(path: string, data: Data): unknown {
  const found = find(parsePath(path), data);
  if ('value' in found) return found.value;
  throw runtimeFailure(`Invalid path '${path}' : ${found.missing}`);
}
