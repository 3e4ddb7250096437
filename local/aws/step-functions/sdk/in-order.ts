import { isFields } from '../../../../scripts/text/is-fields';

/** The same with the names of every object in it in order. */
export const inOrder = (value: object): object => ordered(value) as object;

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isFields(value)) return value;
  const fields = Object.entries(value).map(([name, one]): [string, unknown] => [name, ordered(one)]);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
