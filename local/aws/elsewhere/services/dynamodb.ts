import {
  type KnownCalls,
  listOf,
  mapOf,
  type Members,
  onNothing,
  type Place,
  type Rights,
  textOf,
  without,
} from './known-calls';

/** A table may be named by its ARN: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
const tableArn = (table: string, { region, accountId }: Place): string =>
  table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;

const onTable =
  (action: string): Rights =>
  (input, place) => [{ action: `dynamodb:${action}`, resource: tableArn(textOf(input, 'TableName'), place) }];

/**
 * "To query an index: arn:aws:dynamodb:region:account-id:table/table-name/index/index-name"
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/api-permissions-reference.html; so is it refused, too, in
 * aws/aws-cdk issue 1540.
 */
const onIndex =
  (action: string): Rights =>
  (input, place) => {
    const table = tableArn(textOf(input, 'TableName'), place);
    const { IndexName: index } = input;
    return [{ action: `dynamodb:${action}`, resource: typeof index === 'string' ? `${table}/index/${index}` : table }];
  };

/** A batch is of one action, on each of its tables. */
const onTables =
  (action: string): Rights =>
  (input, place) =>
    Object.keys(mapOf(input, 'RequestItems')).map((table) => ({
      action: `dynamodb:${action}`,
      resource: tableArn(table, place),
    }));

/**
 * "Permissions for Put, Update, Delete, and Get actions are governed by the permissions used for the underlying PutItem,
 * UpdateItem, DeleteItem, and GetItem operations. For the ConditionCheck action, you can use the
 * dynamodb:ConditionCheckItem permission"
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const PARTS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

const inTransaction: Rights = (input, place) =>
  listOf(input, 'TransactItems').flatMap((item) =>
    Object.entries(PARTS).flatMap(([part, action]) => {
      const of = (item as Readonly<Record<string, Members | undefined>> | null)?.[part];
      return of ? [{ action: `dynamodb:${action}`, resource: tableArn(textOf(of, 'TableName'), place) }] : [];
    }),
  );

/** Which are not here, PartiQL and backups among them, is refused by its name. */
export const dynamodbCalls: KnownCalls = {
  variable: 'AWS_ENDPOINT_URL_DYNAMODB',
  operations: {
    GetItem: onTable('GetItem'),
    PutItem: onTable('PutItem'),
    UpdateItem: onTable('UpdateItem'),
    DeleteItem: onTable('DeleteItem'),
    Query: onIndex('Query'),
    Scan: onIndex('Scan'),
    BatchGetItem: onTables('BatchGetItem'),
    BatchWriteItem: onTables('BatchWriteItem'),
    TransactGetItems: inTransaction,
    TransactWriteItems: inTransaction,
    DescribeTable: onTable('DescribeTable'),
    DescribeTimeToLive: onTable('DescribeTimeToLive'),
    UpdateTimeToLive: onTable('UpdateTimeToLive'),
    DeleteTable: onTable('DeleteTable'),
    CreateTable: without(
      'CreateTable',
      ['Tags', 'SSESpecification', 'ResourcePolicy', 'GlobalTableSourceArn'],
      onTable('CreateTable'),
    ),
    // Refused on "*" in sebdah/dynamic-dynamodb issue 321.
    ListTables: onNothing('dynamodb:ListTables'),
  },
};
