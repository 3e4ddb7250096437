import type { Call } from './intrinsic';

/** Marks, at run time, a value whose type the author vouches for. */
export const assumed: unique symbol = Symbol('assumed');
declare const type: unique symbol;

/** A path or an intrinsic function, of a type that the compiler takes the author's word for. */
export interface Assumed<T = unknown> {
  readonly [assumed]: string | Call;
  readonly [type]?: T;
}

/**
 * Where the compiler can't follow: a deep scan (`$..day`), a filter, an item of a list, a field that is only there after
 * an IsPresent, parsed JSON. `assume<string[]>('$..day')` reads it as that type, unchecked, and says so where it stands.
 */
export const assume = <T>(value: string | Call): Assumed<T> => ({ [assumed]: value });

export const isAssumed = (value: unknown): value is Assumed =>
  typeof value === 'object' && value !== null && assumed in value;
