import { invalid } from './log-input';

/** Whether a message passes. */
export type Filter = (message: string) => boolean;

interface Term {
  readonly sign: '' | '?' | '-';
  readonly found: Filter;
}

const TOKEN = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;

/**
 * Terms of an unstructured message: all must be there, `-` must not, of those with `?` any; case matters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForLogs.html
 * @throws AwsError for a pattern of another kind, and for what can't be read
 */
export function filterOf(pattern: string): Filter {
  if (pattern.trim() === '') return () => true;
  if (/^\s*[{[%]/.test(pattern)) {
    throw invalid('A filter pattern on JSON, on fields or of a regular expression is not served here: terms are');
  }
  const terms = termsOf(pattern);
  const optional = terms.filter(({ sign }) => sign === '?');
  if (optional.length > 0 && optional.length < terms.length) {
    throw invalid('A filter pattern that has terms with "?" beside others is not served here');
  }
  if (optional.length > 0) return (message) => optional.some(({ found }) => found(message));
  return (message) => terms.every(({ sign, found }) => found(message) === (sign === ''));
}

function termsOf(pattern: string): Term[] {
  const terms: Term[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < pattern.trimEnd().length) {
    const read = TOKEN.exec(pattern);
    if (!read) throw invalid(`Invalid filter pattern: ${pattern}`);
    const [, sign = '', phrase, word] = read as unknown as [
      string,
      Term['sign'],
      string | undefined,
      string | undefined,
    ];
    if (word !== undefined && !/^\w+$/.test(word)) throw invalid(`Invalid character(s) in term '${word}'`);
    const text = phrase?.replace(/\\(.)/g, '$1') ?? word ?? '';
    terms.push({ sign, found: text.trim() === '' ? () => true : whole(text) });
  }
  return terms;
}

/** As a word, or words, of its own. */
function whole(text: string): Filter {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const edge = (character: string | undefined, look: string) => (/\w/.test(character ?? '') ? look : '');
  const expression = new RegExp(`${edge(text[0], '(?<!\\w)')}${escaped}${edge(text.at(-1), '(?!\\w)')}`);
  return (message) => expression.test(message);
}
