import { isFields } from '../../../../scripts/text/is-fields';
import { type Scalar } from './fault';

/** One value of an event, with the lists' elements that it lies in: two that a rule asks for must lie in the same. */
export interface Field {
  readonly value: Scalar;
  readonly elements: ReadonlyMap<number, number>;
}

/** An event, taken apart: its values by their path, `detail.state`. An empty list or object holds none. */
export function fieldsOf(event: object): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  let lists = 0;
  const visit = (value: unknown, path: string, elements: ReadonlyMap<number, number>): void => {
    // As JSON leaves it out.
    if (value === undefined) return;
    if (isFields(value)) {
      for (const [name, below] of Object.entries(value)) visit(below, path === '' ? name : `${path}.${name}`, elements);
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
