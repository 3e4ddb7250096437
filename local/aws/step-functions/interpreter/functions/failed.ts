import { runtimeFailure, type StateFailure } from '../failure';
import { type Call } from './parse';

export type Fail = () => StateFailure;
export type Intrinsic = (args: readonly unknown[], fail: Fail) => unknown;

/**
 * Not the States.IntrinsicFailure of https://states-language.net/spec.html#appendix-a, and no Catch takes it: recorded of an
 * argument of another type, radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/dataflow_execution.json.
 */
export const failed = ({ name, text }: Call): StateFailure =>
  runtimeFailure(`There was an error while evaluating the intrinsic function: ${text}. Invalid arguments in ${name}`);

export function arity(args: readonly unknown[], least: number, most: number, fail: Fail): void {
  if (args.length >= least && args.length <= most) return;
  throw fail();
}

export function listOf(value: unknown, fail: Fail): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw fail();
}

export function textOf(value: unknown, fail: Fail, most = Infinity): string {
  if (typeof value !== 'string') throw fail();
  if (value.length > most) throw fail();
  return value;
}

/** Rounded to the nearest whole number, halves up: recorded, test_math_operations.py test_math_add. */
export function wholeOf(value: unknown, fail: Fail): number {
  // Not -0, which JSON would show.
  if (typeof value === 'number') return Math.round(value) + 0;
  throw fail();
}
