import { invalidRequest } from './statement';

/**
 * Puts Athena's `ExecutionParameters` in the places of a query's `?`, in order. Each is one SQL literal, strings with
 * their quotes: https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function withParameters(sql: string, parameters: readonly string[] = []): string {
  for (const parameter of parameters) {
    if (!literal.test(parameter)) {
      throw invalidRequest(`ExecutionParameters: ${parameter} is not a literal: quote a string as 'text'.`);
    }
  }
  let used = 0;
  const filled = sql.replaceAll(token, (found) => (found === '?' ? (parameters[used++] ?? '?') : found));
  if (used !== parameters.length) {
    throw invalidRequest(`line 1:1: Incorrect number of parameters: expected ${used} but found ${parameters.length}`);
  }
  return filled;
}

/** What may hold a `?` that is not a parameter, and the `?`. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

const literal =
  /^\s*(?:(?:DATE|TIMESTAMP|TIME|DECIMAL|X|CHAR|VARCHAR|DOUBLE)?\s*'(?:[^']|'')*'|[-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?|TRUE|FALSE|NULL)\s*$/i;
