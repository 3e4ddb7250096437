import { GetQueryResultsCommand } from '@aws-sdk/client-athena';
import { type QueryExecution } from '../../aws/athena/query-execution';
import { type Clients } from '../../aws/clients';

export interface Result {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Whether there are more rows than were read. */
  readonly more: boolean;
}

/** Of a finished run, its file has so many. */
const MOST_OF_A_FILE = 200;

/** No result is read further to be looked at: its file has it all. */
export const MOST_ROWS = 5000;

interface Asking {
  readonly clients: Pick<Clients, 'athena'>;
  /** Whether the account can still be asked. */
  readonly live: boolean;
}

/** As Athena gives it to the operator, a page of 1,000 rows after the other; of a finished run, what the account holds. */
export async function readResult({ clients, live }: Asking, execution: QueryExecution): Promise<Result> {
  const { id, kind } = execution.description;
  if (!live) {
    const { columns = [], rows = [] } = execution.result ?? {};
    return { columns: columns.map(columnOf), rows: rows.slice(0, MOST_OF_A_FILE), more: rows.length > MOST_OF_A_FILE };
  }
  const rows: (string | null)[][] = [];
  let columns: Result['columns'] = [];
  let token: string | undefined;
  do {
    const { ResultSet, NextToken } = await clients.athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: id, ...(token === undefined ? {} : { NextToken: token }) }),
    );
    columns = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(columnOf);
    for (const { Data = [] } of ResultSet?.Rows ?? []) rows.push(Data.map(({ VarCharValue }) => VarCharValue ?? null));
    token = NextToken;
  } while (token !== undefined && rows.length <= MOST_ROWS);
  if (kind.hasHeader) rows.shift();
  return { columns, rows: rows.slice(0, MOST_ROWS), more: token !== undefined || rows.length > MOST_ROWS };
}

const columnOf = ({ Name = '', Type = '' }: { Name?: string | undefined; Type?: string | undefined }) => ({
  name: Name,
  type: Type,
});

export const isNumber = (type: string): boolean =>
  /^(?:tinyint|smallint|int|integer|bigint|float|real|double|decimal)/.test(type);

/** By a column's values: numbers by what they are, all else by its letters; NULL is last, whichever way. */
export function sorted({ columns, rows }: Result, column: number, descending: boolean): Result['rows'] {
  const compare = isNumber(columns[column]?.type ?? '')
    ? (a: string, b: string) => Number(a) - Number(b)
    : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return rows.toSorted((one, other) => {
    const [a, b] = [one[column] ?? null, other[column] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}
