import { type Fields, isFields } from '../../../scripts/text/is-fields';
import { isExpression } from '../../../scripts/text/jsonata-expression';
import { refuse } from '../refusal';
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

/** The type of what is read where names lead in a template: their sources, `number` of a list's items. */
export type TypeAt = (names: readonly string[]) => string;
const unknown: TypeAt = () => 'unknown';

/** A payload template: a field whose name ends in `.$` is read, and its name loses that. */
export function writeTemplate(
  value: unknown,
  where: string,
  typeAt: TypeAt = unknown,
  names: readonly string[] = [],
): string {
  if (Array.isArray(value))
    return `[${value.map((item) => writeTemplate(item, where, typeAt, [...names, 'number'])).join(', ')}]`;
  if (isFields(value)) return writeFields(value, where, typeAt, names);
  if (typeof value === 'string' && /^\$(?!\{)/.test(value))
    return refuse(
      where,
      `${names.at(-1) ?? ''}: ${quoted(value)} is a text that looks like a path: its name lacks ".$"`,
    );
  return JSON.stringify(value);
}

const writeFields = (fields: Fields, where: string, typeAt: TypeAt, names: readonly string[]): string =>
  written(
    Object.entries(fields).map(([field, value]) => {
      if (!field.endsWith('.$'))
        return [field, writeTemplate(value, where, typeAt, [...names, quoted(field)])] as const;
      const name = field.slice(0, -2);
      if (name in fields) return refuse(where, `"${field}" stands beside one of the same name`);
      return [name, writeExpression(value, where, guessed(name, typeAt([...names, quoted(name)])))] as const;
    }),
  );

/** The same in JSONata: an expression stands where its value does. */
export function writeJsonata(value: unknown, typeAt: TypeAt = unknown, names: readonly string[] = []): string {
  if (isExpression(value)) {
    const type = guessed(names.at(-1)?.slice(1, -1) ?? '', typeAt(names));
    return type === 'unknown' ? quoted(value) : `assume<${type}>(${quoted(value)})`;
  }
  if (Array.isArray(value))
    return `[${value.map((item) => writeJsonata(item, typeAt, [...names, 'number'])).join(', ')}]`;
  if (isFields(value))
    return written(
      Object.entries(value).map(([field, part]) => [field, writeJsonata(part, typeAt, [...names, quoted(field)])]),
    );
  return JSON.stringify(value);
}

/** The attribute of an item by its kind, a number by its name; else what is asked for. */
const guessed = (field: string, type: string): string => {
  if (type !== 'string') return type;
  if (/(Names|Ids|Arns)$/.test(field)) return 'string[]';
  if (/^(Max|Min)|(Seconds|Count|Size|Limit|Capacity|Workers)$/.test(field)) return 'number';
  return type;
};
