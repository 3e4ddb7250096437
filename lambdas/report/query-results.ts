import { GetQueryResultsCommand, type AthenaClient, type Row } from '@aws-sdk/client-athena';
import { awsFailure } from '../shared/aws-failure';

/** A row of an answer: column name → value, undefined where it is NULL. */
export type ResultRow = Readonly<Record<string, string | undefined>>;

/**
 * Every row of a query's answer, whose columns must be those that are expected. Athena gives at most 1,000 rows a page, as text, and the column names as the first row
 * of the first page. https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export async function queryResults(
  athena: Pick<AthenaClient, 'send'>,
  queryExecutionId: string,
  columns: readonly string[],
): Promise<ResultRow[]> {
  let header: string[] | undefined;
  const rows: ResultRow[] = [];
  let token: string | undefined;
  do {
    const command = new GetQueryResultsCommand({
      QueryExecutionId: queryExecutionId,
      ...(token !== undefined && { NextToken: token }),
    });
    const page = await athena.send(command).catch((error: unknown) => {
      throw awsFailure(`Athena did not give the results of query ${queryExecutionId}`, error);
    });
    for (const row of page.ResultSet?.Rows ?? []) {
      const values = valuesOf(row);
      if (header) rows.push(Object.fromEntries(header.map((column, index) => [column, values[index]])));
      else header = values.map(String);
    }
    token = page.NextToken;
  } while (token !== undefined);
  if (header?.join() !== columns.join())
    throw new Error(
      `Query ${queryExecutionId} answered with ${header ? `the columns ${header.join(', ')}` : 'nothing'}, where the columns ${columns.join(', ')} belong. Nothing is reported of it.`,
    );
  return rows;
}

const valuesOf = (row: Row) => (row.Data ?? []).map(({ VarCharValue }) => VarCharValue);
