/** Why a pattern can't be taken: in the words of AWS's own compiler, or because it is not vouched for here. */
export class PatternFault extends Error {
  override readonly name: string = 'PatternFault';
}

/** AWS may take it; what it does with it is not known for sure. */
export class UnservedPattern extends PatternFault {
  override readonly name = 'UnservedPattern';

  constructor(readonly what: string) {
    super(`${what} is not served here`);
  }
}

export const notServed = (what: string): PatternFault => new UnservedPattern(what);

/** What a field of an event holds, once its objects and lists are taken apart. */
export type Scalar = string | number | boolean | null;

export type Test = (value: Scalar) => boolean;
