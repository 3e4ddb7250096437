import type * as z from 'zod/mini';
import { safeText } from './safe-text';

/** What a handler was given is not what it takes. The message lists every fault: field, value, what would be right. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** Parses a handler's input. Throws `InvalidInput`, which the state machine does not retry. */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidInput(faults(result.error, input).join('; '));
}

/** One sentence for each fault, such as `endDate is "2020-02-30": must be a real calendar date, written YYYY-MM-DD`. */
export const faults = (error: z.core.$ZodError, input: unknown): string[] =>
  error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => `${field([...issue.path, key])} is not a known field: remove it`);
    const value = valueAt(input, issue.path);
    const found = value === undefined ? 'is missing' : `is ${shown(value)}`;
    return [`${field(issue.path)} ${found}: ${remedy(issue)}`];
  });

const field = (path: readonly PropertyKey[]) => safeText(path.map(String).join('.') || 'input', 80);

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);

const shown = (value: unknown) => safeText(JSON.stringify(value) ?? String(value), 80);

/** zod/mini ships without its English messages (each language weighs 10 KB), so the few that we meet are written here. */
function remedy(issue: z.core.$ZodIssue): string {
  if (issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return 'must be right'; // Not reached by our schemas: their other rules bring their own words.
  }
}
