import { NotInLocalRun, refusalMark, TrinoError } from '../trino/errors';

/**
 * Why a query failed: in the words of Athena engine version 3 (Trino) what fails there, too, `COLUMN_NOT_FOUND: line 1:8:
 * …`; in our own what only the local run lacks.
 */
export function athenaError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TrinoError || error instanceof NotInLocalRun) return message;
  const [, own = message] = /Could not convert string '(.*)' to INT32/s.exec(message) ?? [];
  const refused = own.indexOf(refusalMark);
  if (refused >= 0) return new NotInLocalRun(own.slice(refused + refusalMark.length).trim()).message;
  const [, raised] = /^(?:.*Invalid Input Error: )?([A-Z_]+: .*)$/s.exec(own) ?? [];
  if (raised !== undefined) return raised;
  for (const [pattern, say] of wordings) {
    const found = pattern.exec(message);
    if (found) return say(found.slice(1).map((one) => one ?? ''));
  }
  return new NotInLocalRun(`what the engine here answers with "${message.split('\n')[0] ?? ''}"`).message;
}

const types: Readonly<Record<string, string>> = {
  INT8: 'tinyint',
  INT16: 'smallint',
  INT32: 'integer',
  INT64: 'bigint',
};

const wordings: readonly (readonly [RegExp, (found: readonly string[]) => string])[] = [
  [
    /Overflow in (addition|subtraction|multiplication) of (INT8|INT16|INT32|INT64) \((.*?)\)/,
    ([operation = '', type = '', terms = '']) =>
      `NUMERIC_VALUE_OUT_OF_RANGE: ${types[type]} ${operation} overflow: ${terms}`,
  ],
  [/Overflow in \w+ of DECIMAL/, () => 'NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow'],
  [
    /Type INT128 with value (\S+) can't be cast .* destination type INT64/,
    () => 'NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow',
  ],
  [
    // Of another type than these Trino says something else, or prints the value otherwise.
    /Type INT\d+ with value (\S+) can't be cast .* destination type (INT8|INT16|INT32)/,
    ([value, type = '']) => `NUMERIC_VALUE_OUT_OF_RANGE: Out of range for ${types[type]}: ${value}`,
  ],
  [
    /More than one row returned by a subquery/,
    () => 'SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows',
  ],
  [/Out of Memory Error/, () => 'EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor'],
  [
    /No magic bytes found|not a Parquet file|too small to be a Parquet file/i,
    () => 'HIVE_BAD_DATA: Not valid Parquet file',
  ],
];
