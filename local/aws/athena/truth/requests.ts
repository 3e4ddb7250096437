import { model, type Names, type RequestTruth } from '../../requests/truth';

/** Of Athena's, and of Glue's beside it: what its model asks of a request. */
export const requestTruths = ({ workgroup }: Names): RequestTruth[] => {
  const ask = (operation: string, says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: model(`athena:${operation}Input`),
    service: 'athena',
    operation,
    input,
    ...rest,
  });
  const breaks = (what: string) => ({
    error: { code: 'InvalidRequestException', message: `1 validation error detected: ${what}` },
  });
  return [
    ask(
      'StartQueryExecution',
      'A query is wanted',
      { WorkGroup: workgroup },
      breaks("Value null at 'queryString' failed to satisfy constraint: Member must not be null"),
    ),
    ask(
      'GetQueryResults',
      'A page that is too large',
      { QueryExecutionId: 'x', MaxResults: 1001 },
      breaks(
        "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
      ),
    ),
    ask(
      'BatchGetQueryExecution',
      'No query is too few',
      { QueryExecutionIds: [] },
      breaks(
        "Value '[]' at 'queryExecutionIds' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ),
    ),
    ask(
      'StartQueryExecution',
      'Results of before',
      {
        QueryString: 'SELECT 1',
        ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true } },
      },
      { refused: 'ResultReuseConfiguration.ResultReuseByAgeConfiguration.Enabled' },
    ),
    ask(
      'StartQueryExecution',
      'Encrypted results',
      {
        QueryString: 'SELECT 1',
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
      },
      { refused: 'ResultConfiguration.EncryptionConfiguration.EncryptionOption' },
    ),
    ask('ListQueryExecutions', 'Pages of queries', { MaxResults: 1 }, { refused: 'MaxResults' }),
    {
      ...ask('GetTables', 'Tables by their name', { DatabaseName: 'd', Expression: 'x' }, { refused: 'Expression' }),
      service: 'glue',
    },
    {
      ...ask(
        'GetTable',
        'A table is wanted',
        { DatabaseName: 'd' },
        {
          error: {
            code: 'InvalidInputException',
            message:
              "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
          },
        },
      ),
      service: 'glue',
    },
  ];
};
