/** Why a pattern can't be taken: in the words of AWS's own compiler, or because it is not vouched for here. */
export class PatternFault extends Error {
  override readonly name = 'PatternFault';
}

/** AWS may take it; what it does with it is not known for sure. */
export const notServed = (what: string): PatternFault => new PatternFault(`${what} is not served here`);

/** What a field of an event holds, once its objects and lists are taken apart. */
export type Scalar = string | number | boolean | null;

export type Test = (value: Scalar) => boolean;
