import { isFields } from '../../../../scripts/text/is-fields';
import { type Scalar } from './fault';

/** One value of an event, with the lists' elements that it lies in: two that a rule asks for must lie in the same. */
export interface Field {
  readonly value: Scalar;
  readonly elements: ReadonlyMap<number, number>;
}

/** Whether a value lies at a path that is asked for, or below it one does. */
export type Wanted = (path: string) => boolean;

/** @param paths that are asked for */
export function wantedOf(paths: Iterable<string>): Wanted {
  const wanted = new Set<string>();
  for (const path of paths) {
    wanted.add(path);
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) wanted.add(path.slice(0, dot));
  }
  // A field without a name has its object's path, whatever lies below it.
  return (path) => path === '' || wanted.has(path);
}

/**
 * An event, taken apart: its values by their path, `detail.state`, as far as they are wanted: most events match no rule, and
 * most of an event is what no rule asks for. An empty list or object holds none.
 */
export function fieldsOf(event: object, isWanted: Wanted): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  let lists = 0;
  const visit = (value: unknown, path: string, elements: ReadonlyMap<number, number>): void => {
    // As JSON leaves it out.
    if (value === undefined) return;
    if (isFields(value)) {
      for (const name of Object.keys(value)) {
        const at = path === '' ? name : `${path}.${name}`;
        if (isWanted(at)) visit(value[name], at, elements);
      }
    } else if (Array.isArray(value)) {
      const list = lists++;
      value.forEach((one: unknown, index) =>
        // Values of one list may be had from any of its elements.
        visit(one, path, typeof one === 'object' && one !== null ? new Map([...elements, [list, index]]) : elements),
      );
    } else {
      const of = fields.get(path);
      const field = { value: value as Scalar, elements };
      if (of) of.push(field);
      else fields.set(path, [field]);
    }
  };
  visit(event, '', new Map());
  return fields;
}
