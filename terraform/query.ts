import { keptFor } from '../scripts/kept';
import { UserError } from '../scripts/user-error';
import { type Block, type Json, type Stack } from './stack';

/** Every block of a type, resources and data sources alike, in the stack's order. */
export const blocksOfType = (stack: Stack, type: string): readonly Block[] => typesOf(stack.blocks).get(type) ?? [];

/** Each rule of a proof asks for some: gone through once. */
const typesOf = keptFor((blocks: Stack['blocks']): ReadonlyMap<string, readonly Block[]> => {
  const found = new Map<string, Block[]>();
  for (const one of blocks) {
    const alike = found.get(one.type);
    if (alike) alike.push(one);
    else found.set(one.type, [one]);
  }
  return found;
});

/** @throws UserError when the stack lacks the block. */
export function block(stack: Stack, address: string): Block {
  const found = stack.blocks.find((one) => one.address === address);
  if (!found) throw new UserError(`stack ${stack.name} has no ${address}: run "npm run synth" to write it anew.`);
  return found;
}

/**
 * The value at a path such as `a.b.0.c`, or undefined. A nested block may stand as an object or as a list of one:
 * `a.b` reaches into either, and so does `a.0.b`.
 */
export function valueAt(of: Block | Json, path: string): Json | undefined {
  // An argument of its own, as most are, without a copy of them all.
  if (isBlock(of) && /^[a-z_]+$/.test(path)) return of.values[path] ?? undefined;
  const start: Json = isBlock(of) ? { ...of.values } : of;
  let here: Json | undefined = start;
  for (const step of path === '' ? [] : path.split('.')) {
    if (here === undefined || here === null || typeof here !== 'object') return undefined;
    const isIndex: boolean = /^\d+$/.test(step);
    if (Array.isArray(here)) {
      const only: Json | undefined = here.length === 1 ? here[0] : undefined;
      here = isIndex ? here[Number(step)] : valueAt(only ?? null, step);
    } else if (step === '0' && here[step] === undefined) continue;
    else here = here[step];
  }
  return here ?? undefined;
}

export function optionalText(of: Block | Json, path: string): string | undefined {
  const value = valueAt(of, path);
  return value === undefined
    ? undefined
    : expect<string>(of, path, value, 'a string', (one) => typeof one === 'string');
}

export function optionalNumber(of: Block | Json, path: string): number | undefined {
  const value = valueAt(of, path);
  return value === undefined
    ? undefined
    : expect<number>(of, path, value, 'a number', (one) => typeof one === 'number');
}

export function optionalBoolean(of: Block | Json, path: string): boolean | undefined {
  const value = valueAt(of, path);
  return value === undefined
    ? undefined
    : expect<boolean>(of, path, value, 'true or false', (one) => typeof one === 'boolean');
}

/** @throws UserError naming address and path when the value is missing or no string. The others alike. */
export const text = (of: Block | Json, path: string): string => required(of, path, optionalText(of, path));
export const number = (of: Block | Json, path: string): number => required(of, path, optionalNumber(of, path));
export const boolean = (of: Block | Json, path: string): boolean => required(of, path, optionalBoolean(of, path));

/** A list, or the one nested block that stands for a list; empty when there is nothing at the path. */
export function list(of: Block | Json, path: string): Json[] {
  const value = valueAt(of, path);
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A list of strings; empty when there is nothing at the path. */
export const texts = (of: Block | Json, path: string): string[] =>
  list(of, path).map((item, index) =>
    expect<string>(of, `${path}.${index}`, item, 'a string', (one) => typeof one === 'string'),
  );

/** A map of strings, such as tags or environment variables; empty when there is nothing at the path. */
export function textMap(of: Block | Json, path: string): Record<string, string> {
  const value = valueAt(of, path) ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(of, path, value, 'a map');
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      expect<string>(of, `${path}.${key}`, item, 'a string', (one) => typeof one === 'string'),
    ]),
  );
}

function isBlock(of: Block | Json): of is Block {
  return of !== null && typeof of === 'object' && !Array.isArray(of) && 'address' in of && 'values' in of;
}

function required<T>(of: Block | Json, path: string, value: T | undefined): T {
  if (value === undefined) throw new UserError(`${nameOf(of)}: ${path} is missing.`);
  return value;
}

function expect<T extends Json>(
  of: Block | Json,
  path: string,
  value: Json,
  what: string,
  is: (value: Json) => boolean,
): T {
  if (!is(value)) throw wrong(of, path, value, what);
  return value as T;
}

const wrong = (of: Block | Json, path: string, value: Json, what: string): UserError =>
  new UserError(`${nameOf(of)}: ${path} must be ${what}, found ${JSON.stringify(value)?.slice(0, 80)}.`);

const nameOf = (of: Block | Json): string => (isBlock(of) ? of.address : 'the nested block');
