import { isOpaqueSymbol, matches, parsePattern, symbolsOf, type Token } from './pattern';

/** A Resource element, or a value of an ARN condition, ready to match. */
export type ArnPattern =
  | { readonly kind: 'all' }
  /** The six parts of an ARN. A wildcard in the sixth spans `:` and `/`; in the others, see who matches. */
  | {
      readonly kind: 'parts';
      readonly parts: readonly (readonly Token[])[];
      /** What every match begins with: most comparisons end here. */
      readonly prefix: string;
      /** Whether that is all of it: a match is that text. */
      readonly plain: boolean;
      /** Whether what follows is a `*` alone, in the sixth part: a match is whatever begins so. */
      readonly open: boolean;
    }
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
  // Of text where each character is itself or a wildcard, the parts are read when they are asked for: few are.
  const isSimple = !text.includes('\u27E6') && !(variables && text.includes('${'));
  if (isSimple) return text.startsWith('arn:') && text.split(':').length >= 6 ? new SimplePattern(text) : undefined;
  const tokens = parsePattern(text, variables);
  const [first] = tokens;
  if (first?.kind === 'symbol' && isOpaqueSymbol(first.symbol)) return { kind: 'opaque', tokens };
  const parts = partsOf(tokens);
  return parts && text.startsWith('arn:')
    ? { kind: 'parts', parts, prefix: prefixOf(text), plain: false, open: false }
    : undefined;
}

class SimplePattern {
  readonly kind = 'parts';
  readonly prefix: string;
  readonly plain: boolean;
  readonly open: boolean;
  #parts: readonly (readonly Token[])[] | undefined;

  /** @param text an ARN of six parts, without a variable */
  constructor(private readonly text: string) {
    this.prefix = prefixOf(text);
    this.plain = this.prefix === text;
    this.open = text === `${this.prefix}*` && /^([^:]*:){5}/.test(this.prefix);
  }

  get parts(): readonly (readonly Token[])[] {
    return (this.#parts ??= partsOf(parsePattern(this.text, false)) ?? []);
  }
}

const prefixOf = (text: string): string => /^[^*?$\u27E6]*/.exec(text)?.[0] ?? '';

const partsOf = (tokens: readonly Token[]): readonly (readonly Token[])[] | undefined =>
  splitArn(tokens, (token) => token.kind === 'symbol' && token.symbol === ':');

type Substitute = (tokens: readonly Token[]) => readonly Token[] | undefined;

/**
 * Whether the value of ArnLike or ArnEquals matches an ARN: part by part, so that no wildcard of the first five leaves its
 * own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const matchesArn = (pattern: ArnPattern, arn: string, substitute: Substitute): boolean =>
  matchesParts(pattern, arn, substitute, false);

/**
 * Whether a Resource element matches an ARN (or `*`, the resource of actions that have none): as `matchesArn`, but a `*`
 * that ends its part can go on past the colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const matchesResource = (pattern: ArnPattern, arn: string, substitute: Substitute): boolean =>
  matchesParts(pattern, arn, substitute, true);

/** Without which no value of a variable makes a match. */
export const beginsAlike = (pattern: ArnPattern, arn: string): boolean =>
  pattern.kind !== 'parts' || (pattern.plain ? arn === pattern.prefix : arn.startsWith(pattern.prefix));

function matchesParts(pattern: ArnPattern, arn: string, substitute: Substitute, crossing: boolean): boolean {
  if (pattern.kind === 'all') return true;
  if (!beginsAlike(pattern, arn)) return false;
  if (pattern.kind === 'parts' && (pattern.plain || pattern.open)) return true;
  const symbols = symbolsOf(arn);
  if (pattern.kind === 'opaque') {
    const tokens = substitute(pattern.tokens);
    return tokens !== undefined && matches(tokens, symbols);
  }
  if (!splitArn(symbols, isColon)) return false;
  const known = pattern.parts.map(substitute);
  const closing = pattern.parts.map((tokens) => crossing && tokens.at(-1)?.kind === 'any');
  const from = (part: number, text: readonly string[]): boolean => {
    const tokens = known[part];
    if (!tokens) return false;
    if (part === 5) return matches(tokens, text);
    const colon = text.findIndex(isColon);
    if (colon < 0 || !matches(tokens, text.slice(0, colon))) return false;
    const ends = closing[part] ? text.flatMap((symbol, index) => (isColon(symbol) ? [index] : [])) : [colon];
    return ends.some((end) => from(part + 1, text.slice(end + 1)));
  };
  return from(0, symbols);
}

const isColon = (symbol: string): boolean => symbol === ':';
