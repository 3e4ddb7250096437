import { type RequestRules } from '../requests/check';
import { codeFields } from './engine/statement';

/** What of the requests is served. A request that breaks the model is InvalidRequestException, as all that Athena refuses. */
export const requestRules: RequestRules = {
  service: 'athena',
  code: 'InvalidRequestException',
  fields: codeFields('INVALID_INPUT'),
  hidesValues: true,
  later: { GetQueryResults: /^Value at 'maxResults' .* less than or equal to/ },
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
