import { blockOf, stackOf } from '../shared/test-support';
import { takeForwards } from './forwards';
import { createTables } from './tables';
import { Emulator } from './test-support';

let emulator: Emulator;
beforeAll(async () => (emulator = await Emulator.listen()));
beforeEach(() => (emulator.heard.length = 0));
afterAll(() => emulator.close());

const table = blockOf('aws_dynamodb_table', {
  name: 'seen',
  billing_mode: 'PAY_PER_REQUEST',
  hash_key: 'id',
  range_key: 'at',
  attribute: [
    { name: 'id', type: 'S' },
    { name: 'at', type: 'N' },
    { name: 'by', type: 'S' },
  ],
  global_secondary_index: [{ name: 'by', hash_key: 'by', projection_type: 'INCLUDE', non_key_attributes: ['id'] }],
  ttl: { attribute_name: 'gone', enabled: true },
});
const create = (block = table) => createTables(stackOf(block), takeForwards([`dynamodb=${emulator.url}`], {}));
const asked = () =>
  emulator.heard.map(({ headers, body }) => [String(headers['x-amz-target']).split('.')[1], JSON.parse(body)]);

const missing = { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' };

test('a table is created as the stack has it, with its indexes and its time to live', async () => {
  emulator.answers = [[400, missing]];
  await create();
  expect(asked()).toEqual([
    ['DescribeTable', { TableName: 'seen' }],
    [
      'CreateTable',
      {
        TableName: 'seen',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'at', AttributeType: 'N' },
          { AttributeName: 'by', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by',
            KeySchema: [{ AttributeName: 'by', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['id'] },
          },
        ],
      },
    ],
    ['UpdateTimeToLive', { TableName: 'seen', TimeToLiveSpecification: { AttributeName: 'gone', Enabled: true } }],
  ]);
});

test('capacities are told where they are paid for', async () => {
  emulator.answers = [[400, missing]];
  const attribute = { name: 'id', type: 'S' };
  await create(blockOf('aws_dynamodb_table', { name: 't', hash_key: 'id', read_capacity: 5, attribute }));
  expect(asked()[1]?.[1]).toMatchObject({
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 1 },
  });
});

const keys = (...names: string[]) => ({
  Table: { KeySchema: names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })) },
});

test('one that is there is kept; one of other keys, an error and what is no DynamoDB are told', async () => {
  emulator.answers = [[200, keys('id', 'at')]];
  await create();
  expect(asked().map(([operation]) => operation)).toEqual(['DescribeTable']);
  emulator.answers = [[200, keys('name')]];
  await expect(create()).rejects.toThrow('has a table seen with other keys, name (HASH): delete it there');
  emulator.answers = [
    [400, missing],
    [400, { __type: 'ValidationException' }],
  ];
  await expect(create()).rejects.toThrow('CreateTable is answered with ValidationException');
  emulator.answer = { status: 200, headers: {}, body: '<html>' };
  await expect(create()).rejects.toThrow(`no DynamoDB answers at ${emulator.url}`);
});
