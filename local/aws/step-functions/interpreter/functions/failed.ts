import { namedFailure, type StateFailure } from '../failure';

export type Fail = (why: string) => StateFailure;
export type Intrinsic = (args: readonly unknown[], fail: Fail) => unknown;

/** The name is the states language's (https://states-language.net/spec.html#appendix-a); the words are ours. */
export const failed = (call: string, why: string): StateFailure =>
  namedFailure('States.IntrinsicFailure', `The function '${call}' had the following error: ${why}`);

export function arity(args: readonly unknown[], least: number, most: number, fail: Fail): void {
  if (args.length >= least && args.length <= most) return;
  throw fail(`it takes ${least === most ? least : `${least} to ${most}`} arguments, found ${args.length}`);
}

export function listOf(value: unknown, fail: Fail): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw fail(`an array is needed, found ${JSON.stringify(value)}`);
}

export function textOf(value: unknown, fail: Fail, most = Infinity): string {
  if (typeof value !== 'string') throw fail(`a text is needed, found ${JSON.stringify(value)}`);
  if (value.length > most) throw fail(`a text of at most ${most} characters is needed, found ${value.length}`);
  return value;
}

/** Rounded to the nearest whole number, halves up: recorded, test_math_operations.py test_math_add. */
export function wholeOf(value: unknown, fail: Fail): number {
  // Not -0, which JSON would show.
  if (typeof value === 'number') return Math.round(value) + 0;
  throw fail(`a number is needed, found ${JSON.stringify(value)}`);
}
