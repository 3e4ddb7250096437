import { type Known } from './known';
import { substitute, type Token } from './pattern';

type ValueOf = (key: string) => string | null | undefined;
type Put = (tokens: readonly Token[]) => readonly Token[] | undefined;

/** Asks with the request's values in place of policy variables: undefined where it depends on a value that nobody knows. */
export function whetherKnown(valueOf: ValueOf, matches: (put: Put) => boolean): Known {
  let unknown = false;
  const noted: ValueOf = (key) => {
    const value = valueOf(key);
    unknown ||= value === null;
    return value;
  };
  if (matches((tokens) => substitute(tokens, noted))) return true;
  return unknown && matches((tokens) => substitute(tokens, valueOf, 'anything')) ? undefined : false;
}

/** The same for one list of tokens. */
export const matchesKnown = (
  tokens: readonly Token[],
  valueOf: ValueOf,
  matches: (known: readonly Token[]) => boolean,
): Known =>
  whetherKnown(valueOf, (put) => {
    const known = put(tokens);
    return known !== undefined && matches(known);
  });
