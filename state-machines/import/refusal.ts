import { type Fields, isFields } from '../../scripts/text/is-fields';
import { UserError } from '../../scripts/user-error';

/** A machine that can't be written as a literal, and why. */
export class Refusal extends UserError {}

export function refuse(where: string, why: string): never {
  throw new Refusal(`${where}: ${why}`);
}

export const fieldsOf = (value: unknown, where: string): Fields =>
  isFields(value) ? value : refuse(where, 'it must be an object');

export const textOf = (value: unknown, where: string): string =>
  typeof value === 'string' ? value : refuse(where, `${JSON.stringify(value)} must be a text`);

/** The fields, none but those named. */
export function only(fields: Fields, known: readonly string[], where: string): Fields {
  const other = Object.keys(fields).filter((field) => !known.includes(field));
  return other.length === 0 ? fields : refuse(where, `the builder takes no ${other.join(', ')} there`);
}
