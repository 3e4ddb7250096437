import { isFields } from '../../../../scripts/text/is-fields';
import { type Scalar } from './fault';

/** One value of an event, with the lists' elements that it lies in: two that a rule asks for must lie in the same. */
export interface Field {
  readonly value: Scalar;
  readonly elements: ReadonlyMap<number, number>;
}

/** A path that is asked for, or that leads to one. */
export interface Wanted {
  readonly path: string;
  /** By the next part of a path. */
  readonly below: Map<string, Wanted>;
}

/** @param paths that are asked for @returns what leads to each, from the event itself */
export function wantedOf(paths: Iterable<string>): Wanted {
  const whole: Wanted = { path: '', below: new Map() };
  for (const path of paths) {
    if (path === '') continue;
    let [at, sofar] = [whole, ''];
    for (const part of path.split('.')) {
      sofar = at === whole ? part : `${sofar}.${part}`;
      const next = at.below.get(part) ?? { path: sofar, below: new Map<string, Wanted>() };
      at.below.set(part, next);
      at = next;
    }
  }
  return whole;
}

/** What is wanted of a field; a name may have several parts. */
function within(wanted: Wanted, name: string): Wanted | undefined {
  // A field without a name has the event's own path, whatever lies below it.
  if (name === '' && wanted.path === '') return wanted;
  if (!name.includes('.')) return wanted.below.get(name);
  return name.split('.').reduce<Wanted | undefined>((at, part) => at?.below.get(part), wanted);
}

/**
 * An event, taken apart: its values by their path, `detail.state`, as far as they are wanted: most events match no rule, and
 * most of an event is what no rule asks for. An empty list or object holds none.
 */
export function fieldsOf(event: object, whole: Wanted): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  let lists = 0;
  const visit = (value: unknown, wanted: Wanted, elements: ReadonlyMap<number, number>): void => {
    // As JSON leaves it out.
    if (value === undefined) return;
    if (isFields(value)) {
      for (const name of Object.keys(value)) {
        const below = within(wanted, name);
        if (below) visit(value[name], below, elements);
      }
    } else if (Array.isArray(value)) {
      const list = lists++;
      value.forEach((one: unknown, index) =>
        // Values of one list may be had from any of its elements.
        visit(one, wanted, typeof one === 'object' && one !== null ? new Map([...elements, [list, index]]) : elements),
      );
    } else {
      const of = fields.get(wanted.path);
      const field = { value: value as Scalar, elements };
      if (of) of.push(field);
      else fields.set(wanted.path, [field]);
    }
  };
  visit(event, whole, new Map());
  return fields;
}
