import { lineAndColumn } from './statement';

/** Why a query failed, in the words of Athena engine version 3 (Trino): `COLUMN_NOT_FOUND: line 1:8: …`. */
export function athenaError(error: unknown, sql: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const at = position(message, sql);
  for (const [pattern, say] of wordings) {
    const found = pattern.exec(message);
    if (found) return say(at, found[1] ?? '', found[2] ?? '');
  }
  const [first = message] = message.split('\n');
  if (/^(Binder|Catalog|Parser) Error/.test(message))
    return `SYNTAX_ERROR: ${at}: ${first.replace(/^\w+ Error: /, '')}`;
  return `GENERIC_INTERNAL_ERROR: ${first}`;
}

type Wording = (at: string, first: string, second: string) => string;

const wordings: readonly (readonly [RegExp, Wording])[] = [
  [
    /Referenced column "(.*?)" (?:was )?not found|Table ".*?" does not have a column named "(.*?)"/,
    (at, first, second) =>
      `COLUMN_NOT_FOUND: ${at}: Column '${first || second}' cannot be resolved or requester is not authorized to access requested resources`,
  ],
  [/Referenced table "(.*?)" not found/, (at, name) => `COLUMN_NOT_FOUND: ${at}: Column '${name}' cannot be resolved`],
  [
    /Table with name (\S+) does not exist/,
    (at, name) => `TABLE_NOT_FOUND: ${at}: Table 'awsdatacatalog.${name}' does not exist`,
  ],
  [
    /Function with name "?(\S+?)"? does not exist/,
    (at, name) => `FUNCTION_NOT_FOUND: ${at}: Function '${name}' not registered`,
  ],
  [
    /column "(.*?)" must appear in the GROUP BY clause/,
    (at, name) =>
      `EXPRESSION_NOT_AGGREGATE: ${at}: '${name}' must be an aggregate expression or appear in GROUP BY clause`,
  ],
  [
    /No function matches the given name and argument types '(\w+)\((.*?)\)'/,
    (at, name, given) =>
      `FUNCTION_NOT_FOUND: ${at}: Unexpected parameters (${given.toLowerCase()}) for function ${name}`,
  ],
  [/Ambiguous reference to column name "(.*?)"/, (at, name) => `AMBIGUOUS_NAME: ${at}: Column '${name}' is ambiguous`],
  [
    /Cannot compare values of type (\S+) and (?:type )?(\S+)/,
    (at, left, right) => `TYPE_MISMATCH: ${at}: Cannot apply operator: ${left.toLowerCase()} = ${right.toLowerCase()}`,
  ],
  [
    /Could not convert string '(.*?)' to (\w+)/s,
    (_at, text, type) =>
      `INVALID_CAST_ARGUMENT: Cannot cast '${text}' to ${type.replace('INT32', 'INT').replace('INT64', 'BIGINT')}`,
  ],
  [
    /(?:date|timestamp) field value out of range: "(.*?)"|invalid (?:date|timestamp) field format: "(.*?)"/,
    (_at, first, second) => `INVALID_CAST_ARGUMENT: Value cannot be cast to date or timestamp: ${first || second}`,
  ],
  [/Out of Range Error: (.*)/, (_at, what) => `NUMERIC_VALUE_OUT_OF_RANGE: ${what}`],
  [/Out of Memory Error/, () => 'EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor'],
  [
    /No magic bytes found|not a Parquet file|too small to be a Parquet file/i,
    () => 'HIVE_BAD_DATA: Not valid Parquet file',
  ],
];

/** DuckDB shows the line with a caret under the spot, and cuts long lines short. */
function position(message: string, sql: string): string {
  const shown = /LINE (\d+): (.*)\n( *)\^/.exec(message);
  if (!shown) return 'line 1:1';
  const [, line = '1', excerpt = '', spaces = ''] = shown;
  const column = spaces.length - `LINE ${line}: `.length;
  const isCut = excerpt.startsWith('...');
  const text = excerpt.slice(isCut ? 3 : 0).replace(/\.\.\.$/, '');
  const source = sql.split('\n')[Number(line) - 1] ?? '';
  const start = isCut ? source.indexOf(text) - 3 : 0;
  return `line ${line}:${Math.max(0, start) + column + 1}`;
}

export const tableNotFound = (sql: string, database: string, name: string): string =>
  `TABLE_NOT_FOUND: ${lineAndColumn(sql, Math.max(0, sql.toLowerCase().indexOf(name)))}: Table 'awsdatacatalog.${database}.${name}' does not exist`;

export const schemaNotFound = (sql: string, database: string): string =>
  `SCHEMA_NOT_FOUND: ${lineAndColumn(sql, Math.max(0, sql.toLowerCase().indexOf(database)))}: Schema '${database}' does not exist`;
