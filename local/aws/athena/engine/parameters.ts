import { refused } from './statement';

/**
 * Puts Athena's `ExecutionParameters` in the places of a query's `?`, in order. Each is one SQL literal, strings with
 * their quotes: https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 * What Athena makes of other texts, and of a number of them that is not the places': aoyagikouhei/athena-local at 796f76d,
 * docs/parameters.md.
 */
export function withParameters(sql: string, parameters: readonly string[] = []): string {
  for (const parameter of parameters) {
    if (!literal.test(parameter)) {
      throw refused(`the execution parameter ${parameter}, which is no literal`);
    }
  }
  let used = 0;
  const filled = sql.replaceAll(token, (found) => (found === '?' ? (parameters[used++] ?? '?') : found));
  // Where there is no place at all, Athena lets them be; where there are others, it fails in words that nobody recorded.
  if (used > 0 && used !== parameters.length) {
    throw refused(`${parameters.length} execution parameters for ${used} places`);
  }
  return filled;
}

/** What may hold a `?` that is not a parameter, and the `?`. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

const literal =
  /^\s*(?:(?:DATE|TIMESTAMP|TIME|DECIMAL|X|CHAR|VARCHAR|DOUBLE)?\s*'(?:[^']|'')*'|[-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?|TRUE|FALSE|NULL)\s*$/i;
