import { harmless, modelled, only, read } from '../arguments';
import { argument, join, regional } from '../attributes';
import { row, tagged } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';

const API = `${DOCS}/amazondynamodb/latest/APIReference`;
/** What says how items are keyed, kept and billed: no data and no right goes elsewhere by it. */
const own = (page: string) => harmless('it says how the table keeps its items, and leads nowhere', page);
const keys = own(`${API}/API_CreateTable.html`);
const index = (block: string) =>
  Object.fromEntries(
    ['name', 'hash_key', 'range_key', 'projection_type', 'non_key_attributes'].map((path) => [
      `${block}.${path}`,
      keys,
    ]),
  );

const pricing = {
  page: 'https://aws.amazon.com/dynamodb/pricing/provisioned/',
  rates: {
    reads: { dollars: 0.00013, per: 'read capacity unit and hour' },
    writes: { dollars: 0.00065, per: 'write capacity unit and hour' },
  },
};
const HOURS = 730;

/** On demand it costs what is read and written; provisioned, what could be. */
const monthly = ({
  billing_mode: mode,
  read_capacity: reads,
  write_capacity: writes,
}: Readonly<Record<string, unknown>>) =>
  mode === 'PAY_PER_REQUEST' || typeof reads !== 'number' || typeof writes !== 'number'
    ? undefined
    : HOURS * (reads * pricing.rates.reads.dollars + writes * pricing.rates.writes.dollars);

/** Of a client that the provider makes by itself, for the table's Region. */
const backups = tagged('dynamodb:UpdateContinuousBackups', `${API}/API_UpdateContinuousBackups.html`);

export const dynamodb = {
  name: 'dynamodb',
  prefix: 'dynamodb',
  client: '@aws-sdk/client-dynamodb',
  taskErrors: 'DynamoDb',
  pricing,
  types: {
    aws_dynamodb_table: {
      // The model's member takes an ARN too.
      name: named('dynamodb:CreateTable:TableName', {
        documented: always({
          min: 3,
          max: 255,
          pattern: /^[A-Za-z0-9_.-]+$/,
          words: 'letters, digits, -, _ and .',
          page: `${DOCS}/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html`,
        }),
      }),
      attributes: { id: argument('name'), arn: regional('dynamodb', join('table/', '$name')) },
      calls: row('dynamodb/table.go', {
        read: [
          'dynamodb:DescribeTable',
          'dynamodb:DescribeContinuousBackups',
          'dynamodb:DescribeTimeToLive',
          'dynamodb:ListTagsOfResource',
        ],
        create: [
          'dynamodb:CreateTable',
          tagged('dynamodb:TagResource', `${API}/API_CreateTable.html`),
          'dynamodb:UpdateTimeToLive',
          backups,
        ],
        update: [
          'dynamodb:UpdateTable',
          'dynamodb:UpdateTimeToLive',
          backups,
          'dynamodb:TagResource',
          'dynamodb:UntagResource',
        ],
        delete: ['dynamodb:DeleteTable'],
      }),
      checked: {
        unreached: [
          {
            operations: ['dynamodb:DescribeImport', 'dynamodb:ImportTable'],
            why: 'import_table is not set',
            unset: ['import_table'],
          },
          {
            operations: ['dynamodb:RestoreTableToPointInTime'],
            why: 'restore_source_name is not set',
            unset: ['restore_source_name'],
          },
          {
            operations: ['kms:DescribeKey'],
            why: 'neither the table nor a replica has a key of its own',
            unset: ['replica', 'server_side_encryption'],
          },
          {
            operations: ['dynamodb:DeleteResourcePolicy', 'dynamodb:GetResourcePolicy', 'dynamodb:PutResourcePolicy'],
            why: 'they are of aws_dynamodb_resource_policy, whose methods have the names of what is called of a replica',
            unset: ['replica'],
          },
        ],
      },
      // "All user data stored in DynamoDB is fully encrypted at rest", and a key of one's own is not modelled:
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
      bill: { loses: 'every item in it', monthly, use: 'GB stored, reads and writes' },
      picture: { words: 'DynamoDB table', shape: 'store', tone: 'store' },
      local: { passedOver: 'no DynamoDB is served here' },
      arguments: {
        'attribute.name': keys,
        'attribute.type': keys,
        billing_mode: only(`${API}/API_CreateTable.html`, 'PAY_PER_REQUEST', 'PROVISIONED'),
        deletion_protection_enabled: own(`${API}/API_CreateTable.html`),
        ...index('global_secondary_index'),
        hash_key: keys,
        ...index('local_secondary_index'),
        name: read('catalog/services'),
        'point_in_time_recovery.enabled': own(`${API}/API_UpdateContinuousBackups.html`),
        range_key: keys,
        read_capacity: modelled(`${API}/API_ProvisionedThroughput.html`),
        tags: read('local/aws/shared'),
        'ttl.attribute_name': own(`${API}/API_UpdateTimeToLive.html`),
        'ttl.enabled': own(`${API}/API_UpdateTimeToLive.html`),
        write_capacity: modelled(`${API}/API_ProvisionedThroughput.html`),
      },
      limits: {
        'attribute.type': 'dynamodb:CreateTable:AttributeDefinitions[].AttributeType',
        read_capacity: 'dynamodb:CreateTable:ProvisionedThroughput.ReadCapacityUnits',
        write_capacity: 'dynamodb:CreateTable:ProvisionedThroughput.WriteCapacityUnits',
      },
    },
    aws_dynamodb_resource_policy: { unreadAccess: true },
  },
} satisfies Service;
