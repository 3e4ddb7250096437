/**
 * IAM's patterns: text with `*` (any text), `?` (any one character) and policy variables (`${aws:username}`).
 * Text is compared symbol by symbol, where an opaque symbol of `terraform/` is one symbol, equal only to itself:
 * `*` covers it, `?` does not, since nobody knows how long it is.
 */
export type Token =
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string };

/** Of one symbol a character, which texts are split into by the ten thousand. */
const PLAIN = /^[ -~]*$/;
const SYMBOL = /\u27E6[^\u27E7]*\u27E7|[\s\S]/gu;
const SYMBOL_OR_VARIABLE = new RegExp(`\\$\\{([^}]*)\\}|${SYMBOL.source}`, 'gu');

/** Splits text into the symbols that are compared. */
export function symbolsOf(text: string): string[] {
  if (PLAIN.test(text)) return text.split('');
  return text.includes('\u27E6') ? (text.match(SYMBOL) ?? []) : Array.from(text);
}

/** Whether text, read as a pattern, has `*` or `?`; a policy variable's `${*}` counts, too. */
export const hasWildcard = (text: string): boolean => text.includes('*') || text.includes('?');

export const isOpaqueSymbol = (symbol: string): boolean => symbol.startsWith('\u27E6');

/**
 * Reads a pattern. With `variables` (a policy of version 2012-10-17), `${key}` and `${key, 'default'}` are policy
 * variables and `${*}`, `${?}`, `${$}` stand for the characters themselves.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parsePattern(text: string, variables: boolean): Token[] {
  // Most have none, and patterns are read by the ten thousand.
  if (!variables || !text.includes('${')) return symbolsOf(text).map(tokenOf);
  return Array.from(text.matchAll(SYMBOL_OR_VARIABLE), ([symbol, inner]) =>
    inner === undefined ? tokenOf(symbol) : variableToken(inner),
  );
}

const ANY: Token = { kind: 'any' };
const ONE: Token = { kind: 'one' };
/** One object a character: a token says nothing of its place. */
const PLAIN_TOKENS: ReadonlyMap<string, Token> = new Map(
  Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).map((symbol) => [
    symbol,
    { kind: 'symbol', symbol },
  ]),
);

function tokenOf(symbol: string): Token {
  if (symbol === '*') return ANY;
  return symbol === '?' ? ONE : (PLAIN_TOKENS.get(symbol) ?? { kind: 'symbol', symbol });
}

function variableToken(inner: string): Token {
  if (inner === '*' || inner === '?' || inner === '$') return { kind: 'symbol', symbol: inner };
  const [, key = '', fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
  return { kind: 'variable', key: key.toLowerCase(), ...(fallback === undefined ? {} : { fallback }) };
}

/** Text without wildcards: each character is itself, also `*` and `?`; only variables are read. */
export function parseLiteral(text: string, variables: boolean): Token[] {
  return parsePattern(text, variables).map((token) => {
    if (token.kind === 'any') return { kind: 'symbol', symbol: '*' };
    return token.kind === 'one' ? { kind: 'symbol', symbol: '?' } : token;
  });
}

/**
 * Puts the request's values in place of policy variables; what they hold is text, never a wildcard.
 * @param valueOf null for a value that nobody knows
 * @param unknown what stands in for such a value: nothing matches, or anything may
 * @returns undefined when a variable has neither value nor default: the element then matches nothing.
 */
export function substitute(
  tokens: readonly Token[],
  valueOf: (key: string) => string | null | undefined,
  unknown: 'nothing' | 'anything' = 'nothing',
): readonly Token[] | undefined {
  if (!tokens.some(({ kind }) => kind === 'variable')) return tokens;
  const result: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'variable') {
      result.push(token);
      continue;
    }
    const value = valueOf(token.key);
    const known = value === undefined ? token.fallback : value;
    if (known === null && unknown === 'anything') result.push({ kind: 'any' });
    else if (known === undefined || known === null) return undefined;
    else result.push(...symbolsOf(known).map((symbol): Token => ({ kind: 'symbol', symbol })));
  }
  return result;
}

/** Whether the text matches the pattern as a whole. Variables must have been substituted. Linear memory, O(n·m). */
export function matches(pattern: readonly Token[], text: readonly string[]): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    const token = pattern[p];
    if (token && token.kind !== 'any' && accepts(token, text[t] ?? '')) {
      p += 1;
      t += 1;
    } else if (token?.kind === 'any') {
      star = p;
      mark = t;
      p += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  while (pattern[p]?.kind === 'any') p += 1;
  return p === pattern.length;
}

function accepts(token: Token, symbol: string): boolean {
  if (token.kind === 'one') return !isOpaqueSymbol(symbol);
  return token.kind === 'symbol' && token.symbol === symbol;
}
