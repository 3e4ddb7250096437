import { UserError } from '../../../scripts/user-error';

/** Steps into an event: names of fields, and places in lists. */
export type JsonPath = readonly (string | number)[];

/**
 * `$.detail.instances[0].id`: "dot notation, dashes, underscores, alphanumeric characters, array indices" and forward
 * slashes of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html. What its wildcards
 * yield the page does not say. What AWS takes for no path, and its words: recorded, radkawar/stackd at 9dc356f, testdata/aws/eventbridge/inputs.json.
 * @throws UserError for another
 */
export function parsePath(path: string, where: string, targetId: string): JsonPath {
  if (/^[^$]|\.\.|\.\*|\[(?!\d+\]|\*\])/.test(path)) {
    throw new UserError(`${where}: InputPath for target ${targetId} is invalid.`);
  }
  if (path.length > 256 || !/^\$(\.[A-Za-z0-9_/-]+(\[\d+\])*)*$/.test(path)) {
    throw new UserError(
      `${where}: ${path} is not served here: write $.field.other, with letters, digits, -, _ and /, and [0] for the first of a list.`,
    );
  }
  return [...path.matchAll(/\.([A-Za-z0-9_/-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

/** Undefined where there is nothing. */
export const valueAtPath = (event: unknown, path: JsonPath): unknown =>
  path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'number') return Array.isArray(value) ? (value as unknown[])[step] : undefined;
    return !Array.isArray(value) && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  }, event);
