/**
 * IAM wildcard patterns as tokens.
 *
 * A pattern is read once into tokens; language.ts makes an automaton of them. What AWS says:
 * - `*` is any combination of characters and `?` any single one, within the segments of an ARN; a `*` that ends its
 *   segment can go on past the colon:
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * - actions are case-insensitive: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 * - ArnLike and ArnEquals check each of the six components of an ARN by itself:
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 * - `${*}`, `${?}` and `${$}` are those characters themselves; `${aws:…}` is a policy variable (Version 2012-10-17):
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * An ARN of fewer than six components is not padded: `arn:aws:s3` matches nothing that a request can name.
 */

/** One step of a pattern. `crosses`: whether it may take a colon, too. */
export type Token =
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'opaque'; readonly letter: string }
  | { readonly kind: 'one'; readonly crosses: boolean }
  | { readonly kind: 'any'; readonly crosses: boolean };

export interface Pattern {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly ignoreCase: boolean;
  /** The opaque symbols and policy variables in it. */
  readonly opaques: readonly string[];
}

/**
 * An opaque symbol or a policy variable: one letter of our alphabet, whose text we don't know. `⟦…⟧`, `${…}`.
 * A policy variable's name is in lower case, since condition keys are case-insensitive.
 */
export const isOpaqueLetter = (letter: string): boolean => letter.length > 1 && /^(?:\u27E6|\$\{)/.test(letter);

/** The key of a policy variable's letter (`aws:username`), in lower case; undefined for any other letter. */
export const variableKey = (letter: string): string | undefined => /^\$\{([^},\s]+)/.exec(letter)?.[1];

const SYMBOLS = /\u27E6[^\u27E7]*\u27E7|\$\{[^}]*\}|[^]/gu;

/** A text's letters: characters, and symbols as one letter each. `${*}` is the character itself. */
export function letters(text: string): string[] {
  return (text.match(SYMBOLS) ?? []).map((letter) => {
    if (!letter.startsWith('${') || letter.length < 4) return letter;
    const name = letter.slice(2, -1);
    if (name === '*' || name === '?' || name === '$') return name;
    const [key = '', ...fallback] = name.split(',');
    return `\${${[key.trim().toLowerCase(), ...fallback].join(',')}}`;
  });
}

/** The text that a witness shows for letters. */
export const wordText = (word: readonly string[]): string => word.join('');

type Crossing = (component: number, next: string | undefined) => boolean;

function read(text: string, ignoreCase: boolean, wildcards: boolean, crossing: Crossing): Pattern {
  const raw = text.match(SYMBOLS) ?? [];
  const parts = wildcards ? raw.filter((part, i) => part !== '*' || raw[i - 1] !== '*') : raw;
  const colons = parts.filter((part) => part === ':').length;
  const tokens: Token[] = [];
  let component = 0;
  for (const [i, part] of parts.entries()) {
    const [letter = part] = letters(part);
    if (wildcards && (part === '*' || part === '?')) {
      const crosses = crossing(component, part === '*' ? parts[i + 1] : 'x');
      tokens.push({ kind: part === '*' ? 'any' : 'one', crosses });
    } else if (isOpaqueLetter(letter)) {
      tokens.push({ kind: 'opaque', letter });
      // `⟦bucket.arn⟧/*`: a reference in an otherwise short ARN holds the components that aren't written out.
      if (colons < 5) component = 5;
    } else {
      tokens.push({ kind: 'letter', letter });
      if (letter === ':') component++;
    }
  }
  const opaques = tokens.flatMap((token) => (token.kind === 'opaque' ? [token.letter] : []));
  return { text, tokens, ignoreCase, opaques };
}

const anywhere: Crossing = () => true;
const onlyStars = (text: string): boolean => /^\*+$/.test(text);

/** A pattern of an Action element: case-insensitive. */
export const actionPattern = (text: string): Pattern => read(text, true, true, anywhere);

/** A pattern of a Resource element: case-sensitive; in the first five components only a closing `*` crosses colons. */
export const resourcePattern = (text: string): Pattern =>
  read(text, false, true, (component, next) => component >= 5 || next === undefined || next === ':');

/** A value of ArnLike or ArnEquals: in the first five components, no wildcard crosses a colon. */
export const arnPattern = (text: string): Pattern =>
  read(text, false, true, (component) => component >= 5 || onlyStars(text));

/** A value of StringLike: wildcards take any character. */
export const likePattern = (text: string): Pattern => read(text, false, true, anywhere);

/** A value of StringEquals or StringEqualsIgnoreCase: no wildcards. */
export const literalPattern = (text: string, ignoreCase = false): Pattern => read(text, ignoreCase, false, anywhere);
