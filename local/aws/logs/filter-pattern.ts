import { invalid } from './log-input';

/** Whether a message passes. */
export type Filter = (message: string) => boolean;

interface Term {
  readonly sign: '' | '?' | '-';
  readonly found: Filter;
}

const TOKEN = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;

/**
 * Terms of an unstructured message: all must be there, `-` must not, of those with `?` any, unless there are others, beside
 * which they count for nothing; case matters, and a term is there within a word too.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForLogs.html; recorded by
 * radkawar/stackd at 9dc356f, testdata/aws/logs/filters.json
 * @throws AwsError for a pattern of another kind, and for what can't be read
 */
export function filterOf(pattern: string): Filter {
  if (pattern.trim() === '') return () => true;
  if (/^\s*[{[%]/.test(pattern)) {
    throw invalid('A filter pattern on JSON, on fields or of a regular expression is not served here: terms are');
  }
  const terms = termsOf(pattern);
  const others = terms.filter(({ sign }) => sign !== '?');
  if (others.length === 0) return (message) => terms.some(({ found }) => found(message));
  return (message) => others.every(({ sign, found }) => found(message) === (sign === ''));
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
    if (word !== undefined) checkWord(word);
    const text = phrase?.replace(/\\(.)/g, '$1') ?? word ?? '';
    terms.push({ sign, found: text.trim() === '' ? () => true : (message) => message.includes(text) });
  }
  return terms;
}

/** Of a character that wants quotation marks, the words are recorded where it ends its term. */
function checkWord(word: string): void {
  const [, odd] = /^\w+(\W)$/.exec(word) ?? [];
  if (odd !== undefined) throw invalid(`Invalid character(s) in term '${odd}'`);
  if (!/^\w+$/.test(word)) throw invalid(`The term ${word} without quotation marks is not served here`);
}
