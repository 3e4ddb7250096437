import { tokensOf } from '../trino/grammar/lexer';
import { type Token } from '../trino/grammar/token';

/**
 * Whether a query is a SELECT of nothing but literals, which Athena answers without a plan: numbers with a minus or none,
 * texts, true and false, each in brackets or not, with a name or none. Recorded of 26 such queries and of 20 that are none:
 * aoyagikouhei/athena-local at 01c5b3f, docs/result-files.md.
 */
export function hasLiteralsOnly(sql: string): boolean {
  const [select, ...tokens] = tokensOf(sql);
  if (!isWord(select, 'SELECT')) return false;
  let at = 0;
  for (;;) {
    let open = 0;
    for (; tokens[at]?.text === '('; at++) open++;
    const isNegative = tokens[at]?.text === '-';
    if (isNegative) at++;
    if (!isLiteral(tokens[at++], isNegative)) return false;
    for (; open > 0 && tokens[at]?.text === ')'; at++) open--;
    if (open > 0) return false;
    const isNamed = isWord(tokens[at], 'AS');
    if (isNamed) at++;
    if (tokens[at]?.kind === 'word' || tokens[at]?.kind === 'quoted') at++;
    else if (isNamed) return false;
    if (tokens[at]?.text !== ',') return tokens[at]?.kind === 'end';
    at++;
  }
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

function isLiteral(token: Token | undefined, isNegative: boolean): boolean {
  if (token === undefined) return false;
  if (['integer', 'decimal', 'double'].includes(token.kind)) return true;
  return !isNegative && (token.kind === 'string' || isWord(token, 'TRUE') || isWord(token, 'FALSE'));
}
