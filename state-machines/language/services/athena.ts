import type { GetQueryExecutionCommandOutput, GetQueryResultsCommandOutput } from '@aws-sdk/client-athena';
import type { Integration } from '../written/integration';
import { nameIn, partsOf } from './arn-parts';
import type { GivenByName, WithPresent } from './sdk/shape';
import { inWorkgroup, type QueryParameters, readDataCatalog } from './services';

// The actions of Athena that answer at once; the query that is waited for is services.ts's athenaStartQueryExecutionSync.
// https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html, …/athena-iam.html

/**
 * Starts a query in a workgroup and goes on with its id. These are the rights to start it; what it reads and writes (Glue, S3) depends
 * on its SQL, and is granted beside them.
 */
export const athenaStartQueryExecution = <const Name extends string>(
  workgroupName: Name,
): Integration<Name, QueryParameters, Readonly<{ QueryExecutionId: string }>> => ({
  resourceName: workgroupName,
  action: 'arn:aws:states:::athena:startQueryExecution',
  place: inWorkgroup,
  permissions: (arn) => [
    { sid: 'StartQueries', actions: ['athena:StartQueryExecution'], resources: [arn] },
    readDataCatalog(arn),
  ],
});

/**
 * By its id, which says no workgroup: the page allows it on each of the account (`workgroup/*`), here it is that one alone,
 * which is the resource that these actions take:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html
 */
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

/** A query's state and statistics, by its id. The client's types promise nothing of them: what stands here by name is vouched for. */
export const athenaGetQueryExecution = <const Name extends string>(
  workgroupName: Name,
): Integration<
  Name,
  { readonly QueryExecutionId: string },
  WithPresent<
    GivenByName<GetQueryExecutionCommandOutput>,
    | 'QueryExecution.QueryExecutionId'
    | 'QueryExecution.Query'
    | 'QueryExecution.Status.State'
    | 'QueryExecution.WorkGroup'
  >
> => ofQuery(workgroupName, 'getQueryExecution', 'GetQueryExecution');

/** A page of a query's result, by its id; to read the object that it lies in (s3:GetObject) is granted beside it. */
export const athenaGetQueryResults = <const Name extends string>(
  workgroupName: Name,
): Integration<
  Name,
  { readonly QueryExecutionId: string; readonly MaxResults?: number; readonly NextToken?: string },
  WithPresent<GivenByName<GetQueryResultsCommandOutput>, 'ResultSet.Rows' | 'ResultSet.ResultSetMetadata.ColumnInfo'>
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
