import { isOpaqueSymbol, matches, parsePattern, symbolsOf, type Token } from './pattern';

/** A Resource element, or a value of an ARN condition, ready to match. */
export type ArnPattern =
  | { readonly kind: 'all' }
  /** The six parts of an ARN. A wildcard of the first five stays within its part; in the sixth it spans `:` and `/`. */
  | { readonly kind: 'parts'; readonly parts: readonly (readonly Token[])[] }
  /** Begins with an opaque symbol, whose parts nobody can tell: compared as one text. */
  | { readonly kind: 'opaque'; readonly tokens: readonly Token[] };

/** Splits at the first five colons; undefined when there are fewer. An opaque symbol is never split. */
export function splitArn<T>(symbols: readonly T[], isColon: (symbol: T) => boolean): T[][] | undefined {
  const parts: T[][] = [[]];
  for (const symbol of symbols) {
    if (isColon(symbol) && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(symbol);
  }
  return parts.length === 6 ? parts : undefined;
}

/**
 * Reads an ARN pattern.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @returns undefined for text that is neither `*` nor an ARN of six parts: IAM refuses it, and padding it with `*`
 * would make an unresolved reference read as "allowed".
 */
export function parseArnPattern(text: string, variables: boolean): ArnPattern | undefined {
  if (/^\*+$/.test(text)) return { kind: 'all' };
  const tokens = parsePattern(text, variables);
  const [first] = tokens;
  if (first?.kind === 'symbol' && isOpaqueSymbol(first.symbol)) return { kind: 'opaque', tokens };
  const parts = splitArn(tokens, (token) => token.kind === 'symbol' && token.symbol === ':');
  return parts && text.startsWith('arn:') ? { kind: 'parts', parts } : undefined;
}

/** Whether an ARN (or `*`, the resource of actions that have none) matches. */
export function matchesArn(
  pattern: ArnPattern,
  arn: string,
  substitute: (tokens: readonly Token[]) => readonly Token[] | undefined,
): boolean {
  if (pattern.kind === 'all') return true;
  const symbols = symbolsOf(arn);
  if (pattern.kind === 'opaque') {
    const tokens = substitute(pattern.tokens);
    return tokens !== undefined && matches(tokens, symbols);
  }
  const parts = splitArn(symbols, (symbol) => symbol === ':');
  if (!parts) return false;
  return pattern.parts.every((tokens, index) => {
    const known = substitute(tokens);
    return known !== undefined && matches(known, parts[index] ?? []);
  });
}
