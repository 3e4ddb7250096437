import { type RequestRules } from '../requests/check';

/** What of the requests is served. A request that breaks the model is InvalidRequestException, as all that Athena refuses. */
export const requestRules: RequestRules = {
  service: 'athena',
  code: 'InvalidRequestException',
  served: {
    StartQueryExecution: [
      'QueryString',
      'ClientRequestToken',
      'QueryExecutionContext.Database',
      'QueryExecutionContext.Catalog',
      'ResultConfiguration.OutputLocation',
      'WorkGroup',
      'ExecutionParameters[]',
    ],
    GetQueryExecution: ['QueryExecutionId'],
    BatchGetQueryExecution: ['QueryExecutionIds[]'],
    ListQueryExecutions: ['WorkGroup'],
    GetQueryResults: ['QueryExecutionId', 'NextToken', 'MaxResults'],
    StopQueryExecution: ['QueryExecutionId'],
    GetWorkGroup: ['WorkGroup'],
    ListTagsForResource: ['ResourceARN'],
  },
};
