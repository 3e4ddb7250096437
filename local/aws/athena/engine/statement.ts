import { AwsError } from '../../shared/errors';
import { NotInLocalRun } from '../trino/errors';
import { type Query } from '../trino/grammar/ast';
import { isTrino } from '../trino/grammar/official';
import { parse } from '../trino/grammar/parse-statement';
import { type Token } from '../trino/grammar/token';
import { tokensOf } from '../trino/grammar/lexer';

export interface Statement {
  readonly sql: string;
  readonly query: Query;
}

/** Codes that were recorded: aoyagikouhei/athena-local at 9ca5754, docs/dev/measurements/errors.md and its neighbours. */
export type AthenaErrorCode =
  | 'INVALID_INPUT'
  | 'MALFORMED_QUERY'
  | 'IDEMPOTENT_PARAMETER_MISMATCH'
  | 'QUERY_EXECUTION_NOT_FOUND'
  | 'INVALID_QUERY_EXECUTION_STATE'
  | 'RESULT_NOT_FOUND';

/** Of an error's body, the two that have its code. */
export const codeFields = (code: AthenaErrorCode) => ({ AthenaErrorCode: code, ErrorCode: code });

/**
 * Athena refuses what it cannot parse when the query is submitted, not as a failed execution.
 * @param code absent of what the local run says in its own words, or where none was recorded
 */
export const invalidRequest = (message: string, code?: AthenaErrorCode): AwsError =>
  new AwsError('InvalidRequestException', message, 400, code === undefined ? {} : { fields: codeFields(code) });

/** A statement without the semicolon that may end it. */
export const withoutEnd = (sql: string): string => sql.trim().replace(/\s*;$/, '');

/**
 * Statements that Athena takes beside queries, some of them in Hive's grammar.
 * https://docs.aws.amazon.com/athena/latest/ug/ddl-sql-reference.html
 */
const others = new Set(
  (
    'ALTER ANALYZE CALL COMMENT CREATE DEALLOCATE DELETE DESC DESCRIBE DROP EXECUTE EXPLAIN GRANT INSERT MERGE MSCK ' +
    'OPTIMIZE PREPARE RESET REVOKE SET SHOW START TRUNCATE UNLOAD UPDATE USE VACUUM'
  ).split(' '),
);

/** Reads one query. @throws AwsError InvalidRequestException: in Athena's words for what is no SQL of its, else in ours */
export async function parseStatement(sql: string): Promise<Statement> {
  const text = withoutEnd(sql);
  if (text === '') throw invalidRequest('Query string is empty.');
  const parsed = parse(text);
  if ('query' in parsed) return { sql: text, query: parsed.query };
  if (tokensOf(text).some((token) => token.kind === 'operator' && token.text === ';')) {
    throw invalidRequest('Only one sql statement is allowed. Got: ' + sql);
  }
  const { stopped, first } = parsed;
  const word = first.text.toUpperCase();
  if (first.kind === 'word' && others.has(word)) throw refused(`the statement ${word}`);
  if (stopped.text.startsWith('`')) {
    throw invalidRequest(
      `${placeOf(stopped)}: backquoted identifiers are not supported; use double quotes to quote identifiers`,
      'MALFORMED_QUERY',
    );
  }
  if (await isTrino(text)) throw refused(`what stands from ${stopped.text} on`, stopped);
  throw invalidRequest(`${placeOf(stopped)}: mismatched input '${stopped.text}'`, 'MALFORMED_QUERY');
}

/** What Athena takes, and the local run does not. */
export const refused = (what: string, at?: Token): AwsError => invalidRequest(new NotInLocalRun(what, at).message);

const placeOf = ({ line, column }: Token): string => `line ${line}:${column}`;
