import type { Integration } from '../written/integration';
import { nameIn, partsOf } from './arn-parts';

// The actions of Athena that answer at once; the query that is waited for is services.ts's athenaStartQueryExecutionSync.
// https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html, …/athena-iam.html

/** A row's values, in the order of its columns; one that is NULL has no `VarCharValue`. */
interface Row {
  readonly Data: readonly { readonly VarCharValue?: string }[];
}

/** By its id, whose workgroup's right it takes: the page allows it on each workgroup of the account. */
const ofQuery = <const Name extends string, In, Out>(
  resourceName: Name,
  name: string,
  right: string,
): Integration<Name, In, Out> => ({
  resourceName,
  action: `arn:aws:states:::athena:${name}`,
  place: () => ({}),
  permissions: (arn) => [{ sid: right, actions: [`athena:${right}`], resources: [arn] }],
});

/** A query's state and statistics, by its id. */
export const athenaGetQueryExecution = <const Name extends string>(
  workgroupName: Name,
): Integration<
  Name,
  { readonly QueryExecutionId: string },
  Readonly<{
    QueryExecution: {
      readonly QueryExecutionId: string;
      readonly Query: string;
      readonly Status: { readonly State: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' };
      readonly WorkGroup: string;
    };
  }>
> => ofQuery(workgroupName, 'getQueryExecution', 'GetQueryExecution');

/** A page of a query's result, by its id; to read the object that it lies in (s3:GetObject) is granted beside it. */
export const athenaGetQueryResults = <const Name extends string>(
  workgroupName: Name,
): Integration<
  Name,
  { readonly QueryExecutionId: string; readonly MaxResults?: number; readonly NextToken?: string },
  Readonly<{
    ResultSet: {
      readonly Rows: readonly Row[];
      readonly ResultSetMetadata: { readonly ColumnInfo: readonly { readonly Name: string; readonly Type: string }[] };
    };
    NextToken?: string;
  }>
> => ofQuery(workgroupName, 'getQueryResults', 'GetQueryResults');

/** Ends a query, by its id. */
export const athenaStopQueryExecution = <const Name extends string>(
  workgroupName: Name,
): Integration<Name, { readonly QueryExecutionId: string }, Readonly<Record<never, never>>> =>
  ofQuery(workgroupName, 'stopQueryExecution', 'StopQueryExecution');

/**
 * A query that names no workgroup, and so runs in that of the name `primary`: the task's own must be that one.
 * https://docs.aws.amazon.com/athena/latest/ug/workgroups-procedure.html
 */
export const inPrimaryWorkgroup = <Name extends string, In, Out>(
  query: Integration<Name, In, Out>,
): Integration<Name, In, Out> => ({
  ...query,
  place: (arn) => {
    const workgroup = nameIn(partsOf(arn, 'athena'), 'workgroup/');
    if (workgroup !== 'primary')
      throw new Error(
        `A query that names no workgroup runs in "primary", not in "${workgroup}", which its task is on.`,
      );
    return {};
  },
});
