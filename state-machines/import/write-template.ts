import { type Fields, isFields } from '../../scripts/text/is-fields';
import { refuse } from './refusal';
import { writeExpression } from './write-expression';

export const quoted = (text: string): string => JSON.stringify(text);

/** A value's source; of one that is not there none. */
export const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));

/** A field of a definition, by the builder's name. */
export const camel = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** Fields by their names, with their sources. */
export type Rows = [string, string | undefined][];

/** An object's source, of fields whose sources are known: those that are `undefined` are left out. */
export const written = (fields: readonly (readonly [string, string | undefined])[]): string =>
  `{ ${fields.flatMap(([field, source]) => (source === undefined ? [] : [`${quoted(field)}: ${source}`])).join(', ')} }`;

/** A payload template: a field whose name ends in `.$` is read, and its name loses that. */
export function writeTemplate(value: unknown, where: string, type = 'unknown', field = ''): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeTemplate(item, where, type)).join(', ')}]`;
  if (isFields(value)) return writeFields(value, where, type);
  if (typeof value === 'string' && /^\$(?!\{)/.test(value))
    return refuse(where, `"${field}": ${quoted(value)} is a text that looks like a path: its name lacks ".$"`);
  return JSON.stringify(value);
}

const writeFields = (fields: Fields, where: string, type: string): string =>
  written(
    Object.entries(fields).map(([field, value]) => {
      if (!field.endsWith('.$')) return [field, writeTemplate(value, where, type, field)] as const;
      if (field.slice(0, -2) in fields) return refuse(where, `"${field}" stands beside one of the same name`);
      return [field.slice(0, -2), writeExpression(value, where, guessed(field.slice(0, -2), type))] as const;
    }),
  );

/** The attribute of an item by its kind, a number by its name; else what is asked for. */
const guessed = (field: string, type: string): string => {
  if (type === 'unknown') return type;
  if (/(Names|Ids|Arns)$/.test(field)) return 'string[]';
  if (/^(BOOL|Bool)$/.test(field)) return 'boolean';
  if (/^(Max|Min)|(Seconds|Count|Size|Limit|Capacity|Workers)$/.test(field)) return 'number';
  return type;
};
