import { isFields } from '../../../scripts/text/is-fields';
import { keepsOwn } from './constraints';
import { type Model, type Shape, shapeOf } from './model';
import { scalarFits } from './types';

export type Passes = (value: unknown) => boolean;

/**
 * Whether nothing is wrong with a value: types, constraints and members that are served in one walk, for a request of
 * many records. What is wrong, the slower checks tell.
 * @param served as RequestRules has it
 */
export function passes(model: Model, shape: Shape, path: string, served: readonly string[]): Passes {
  const of = (name: string | undefined, at: string) => passes(model, shapeOf(model, name ?? ''), at, served);
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members ?? {}).map(([name, { shape: below }]) => {
        const at = path === '' ? name : `${path}.${name}`;
        const known = served.some((one) => one === at || one.startsWith(`${at}.`) || one.startsWith(`${at}[]`));
        const required = shape.required?.includes(name) === true;
        return { name, required, fits: known ? of(below, at) : () => false };
      });
      return (value) => {
        if (!isFields(value)) return false;
        for (const { name, required, fits } of members) {
          const one = value[name];
          if (one === undefined || one === null ? required : !fits(one)) return false;
        }
        return true;
      };
    }
    case 'list': {
      const member = of(shape.member?.shape, `${path}[]`);
      return (value) => Array.isArray(value) && keepsOwn(shape, value) && value.every(member);
    }
    case 'map':
      // Of few entries, where they are: left to the slower checks.
      return () => false;
    default:
      return scalar(shape);
  }
}

/** Bytes are most of what comes in many records: of a base64 that fits, the length tells the size. */
function scalar(shape: Shape): Passes {
  const { type, min = 0, max = Infinity, pattern, enum: values } = shape;
  if (type !== 'blob' || pattern !== undefined || values)
    return (value) => scalarFits(type, value) && keepsOwn(shape, value);
  return (value) => {
    if (!scalarFits(type, value)) return false;
    if (typeof value !== 'string') return keepsOwn(shape, value);
    const size = (value.length / 4) * 3 - (value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0);
    return size >= min && size <= max;
  };
}
