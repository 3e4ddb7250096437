import { invalidRequest } from './engine/statement';
import { type QueryResult } from './run-query';
import { type StatementKind } from './statement-kind';

/** The file that Athena writes: of a utility statement its rows, with no line break at the end. */
export const toFile = ({ extension }: StatementKind, result: Pick<QueryResult, 'columns' | 'rows'>): Buffer =>
  extension === 'csv' ? toCsv(result) : Buffer.from(result.rows.map((row) => row.join('\t')).join('\n'));

/** The CSV that Athena writes: every value quoted, NULL as nothing at all. */
function toCsv({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>): Buffer {
  const line = (values: readonly (string | null)[]): string =>
    values.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',');
  return Buffer.from(`${[columns.map(({ Name }) => Name), ...rows].map(line).join('\n')}\n`);
}

/** Rows of a page. */
const mostRows = 1000;

/** Told behind whether the query is there: aoyagikouhei/athena-local at 11b3f4e, docs/dev/measurements/query-results.md, #83. */
export function checkMaxResults(maxResults: unknown): void {
  if (Number(maxResults ?? 0) > mostRows) {
    throw invalidRequest(`MaxResults is more than maximum allowed length ${mostRows}`, 'INVALID_INPUT');
  }
}

/**
 * One page of a result; the first row of a query's first page is the header.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export function pageOf(
  { hasHeader, UpdateCount }: StatementKind,
  { columns, rows }: QueryResult,
  maxResults: unknown,
  nextToken: unknown,
) {
  const size = maxResults === undefined || maxResults === null ? mostRows : Number(maxResults);
  const all = hasHeader ? [columns.map(({ Name }): string | null => Name), ...rows] : rows;
  const start = offsetOf(nextToken, all.length);
  const end = start + size;
  return {
    ...(UpdateCount === undefined ? {} : { UpdateCount }),
    ResultSet: {
      Rows: all.slice(start, end).map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
      ResultSetMetadata: { ColumnInfo: columns },
    },
    // Behind a full page Athena does not know whether there is more: recorded, radkawar/stackd at 9dc356f,
    // testdata/aws/athena/application_verified.json, aggregate-results-page-4.
    ...(end <= all.length ? { NextToken: Buffer.from(`row ${end}`).toString('base64') } : {}),
  };
}

function offsetOf(nextToken: unknown, count: number): number {
  if (nextToken === undefined || nextToken === null) return 0;
  const [, offset] = /^row (\d+)$/.exec(Buffer.from(String(nextToken), 'base64').toString()) ?? [];
  if (offset === undefined || Number(offset) > count) {
    throw invalidRequest(`Malformed nextPageToken ${String(nextToken)}`, 'INVALID_INPUT');
  }
  return Number(offset);
}
