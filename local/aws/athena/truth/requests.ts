import { type AthenaErrorCode } from '../engine/statement';
import { model, type Names, type RequestTruth } from '../../requests/truth';

/** What Athena's model asks of a request. */
export const requestTruths = ({ workgroup }: Names): RequestTruth[] => {
  const ask = (operation: string, says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: model(`athena:${operation}Input`),
    service: 'athena',
    operation,
    input,
    ...rest,
  });
  const invalid = (message?: string, code: AthenaErrorCode = 'INVALID_INPUT') => ({
    error: {
      code: 'InvalidRequestException',
      status: 400,
      fields: { AthenaErrorCode: code, ErrorCode: code },
      ...(message === undefined ? {} : { message }),
    },
  });
  const breaks = (what: string) => invalid(`1 validation error detected: ${what}`);
  const measured = (page: string, round: string) => ({
    source: { recorded: `aoyagikouhei/athena-local at 3b61d1c, docs/dev/measurements/${page}.md, ${round}` },
  });
  const start = (says: string, input: object, answered: object): RequestTruth =>
    ask(
      'StartQueryExecution',
      says,
      { QueryString: 'SELECT 1', ClientRequestToken: 'a'.repeat(40), WorkGroup: workgroup, ...input },
      answered,
    );
  const token = measured('client-request-token', '#3, #146, #147');
  const tokenOf = (words: string) =>
    breaks(`Value at 'clientRequestToken' failed to satisfy constraint: Member must have length ${words}`);
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
      {
        ...invalid('QueryExecution x was not found', 'QUERY_EXECUTION_NOT_FOUND'),
        ...measured('query-results', '#83'),
      },
    ),
    ask(
      'GetQueryResults',
      'A page of nothing, and behind no token: all faults at once',
      { QueryExecutionId: 'x', MaxResults: 0, NextToken: '' },
      {
        ...invalid(
          "2 validation errors detected: Value at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
            "Value at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        ...measured('query-results', '#83'),
      },
    ),
    start(
      'A token is wanted',
      { ClientRequestToken: undefined },
      { ...invalid('clientRequestToken is null or empty'), ...token },
    ),
    start(
      'A token that is too short, told before all else',
      { ClientRequestToken: 'a'.repeat(31), QueryString: 'SELEC 1' },
      {
        ...tokenOf('greater than or equal to 32'),
        ...token,
      },
    ),
    start(
      'A token that is too long',
      { ClientRequestToken: 'a'.repeat(129) },
      {
        ...tokenOf('less than or equal to 128'),
        ...token,
      },
    ),
    start(
      'A token of too many bytes',
      { ClientRequestToken: 'あ'.repeat(50) },
      {
        ...invalid('clientRequestToken exceeds maximum allowed length 128'),
        ...token,
      },
    ),
    start(
      'Where the result may not go, told before what is no SQL',
      { ResultConfiguration: { OutputLocation: 's3://' }, QueryString: 'SELEC 1' },
      { ...invalid('outputLocation is not a valid S3 path.'), ...token },
    ),
    start(
      'What is no SQL',
      { QueryString: 'SELEC 1' },
      { ...invalid(undefined, 'MALFORMED_QUERY'), ...measured('errors', '#147 e2') },
    ),
    start(
      'A workgroup that is not there',
      { WorkGroup: 'nobodys' },
      {
        ...invalid('WorkGroup is not found.'),
        ...measured('work-groups', '#2'),
      },
    ),
    ask(
      'BatchGetQueryExecution',
      'No query is too few',
      { QueryExecutionIds: [] },
      breaks(
        "Value at 'queryExecutionIds' failed to satisfy constraint: Member must have length greater than or equal to 1",
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
  ];
};
