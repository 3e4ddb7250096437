import { model, type Names, type RequestTruth } from '../../requests/truth';

const recorded = { recorded: 'radkawar/stackd at 9dc356f, testdata/aws/glue/catalog_verified.json' };

export const requestTruths = ({ database, table }: Names): RequestTruth[] => {
  const ask = (operation: string, says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: recorded,
    service: 'glue',
    operation,
    input,
    ...rest,
  });
  const absent = (message: string) => ({ error: { code: 'EntityNotFoundException', message, status: 400 } });
  return [
    ask(
      'GetDatabase',
      'A name may have any case',
      { Name: database.toUpperCase() },
      { answer: { Database: { Name: database } } },
    ),
    ask(
      'GetTable',
      '… and a table tells what nobody gave it',
      { DatabaseName: database, Name: table.toUpperCase() },
      {
        answer: {
          Table: {
            Name: table,
            DatabaseName: database,
            Retention: 0,
            StorageDescriptor: {
              Compressed: false,
              NumberOfBuckets: 0,
              SortColumns: [],
              StoredAsSubDirectories: false,
            },
            VersionId: '0',
            IsMultiDialectView: false,
            IsMaterializedView: false,
          },
        },
      },
    ),
    ask('GetDatabase', 'A database that is not there', { Name: 'nope' }, absent('Database nope not found.')),
    ask('GetTables', '… has no tables', { DatabaseName: 'nope' }, absent('Database nope not found.')),
    ask('GetTable', 'A table that is not there', { DatabaseName: database, Name: 'nope' }, absent('Entity Not Found')),
    ask(
      'GetTables',
      'Tables by their name',
      { DatabaseName: 'd', Expression: 'x' },
      {
        source: model('glue:GetTablesRequest'),
        refused: 'Expression',
      },
    ),
    ask(
      'GetTable',
      'A table is wanted',
      { DatabaseName: 'd' },
      {
        source: model('glue:GetTableRequest'),
        error: {
          code: 'InvalidInputException',
          message:
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
        },
      },
    ),
  ];
};
