import { read, within } from '../arguments';
import { account, join, regional } from '../attributes';
import { type Call, deployedBy, row, type Subject, tagged } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';

/** Glue checks a resource and all its ancestors, and what lies in a database that is deleted. */
const GLUE = 'https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html';

const catalogArn = ({ region, accountId }: Subject): string => `arn:aws:glue:${region}:${accountId}:catalog`;

const database = (action: string): Call => ({
  action,
  on: (block) => [catalogArn(block), block.text('arn')],
  cite: GLUE,
});

const around = (block: Subject): string[] => {
  const arn = block.text('arn');
  return ['table', 'userDefinedFunction'].map((kind) => `${arn.replace(':database/', `:${kind}/`)}/*`);
};

const table = (action: string): Call => ({
  action,
  on: (block) => [
    catalogArn(block),
    block.referred('database_name', 'aws_glue_catalog_database', 'name').text('arn'),
    block.text('arn'),
  ],
  cite: GLUE,
});

const small = (page: string) =>
  always({
    pattern: /^[^A-Z]+$/,
    words: 'no upper-case letters, which Glue makes small',
    page: `${DOCS}/glue/latest/webapi/${page}.html`,
  });

export const glue = {
  name: 'glue',
  prefix: 'glue',
  principal: 'glue.amazonaws.com',
  client: '@aws-sdk/client-glue',
  taskErrors: 'Glue',
  types: {
    aws_glue_catalog_database: {
      name: named('glue:CreateDatabase:DatabaseInput.Name', { documented: small('API_DatabaseInput') }),
      identity: { by: ['catalog_id', 'name'], ignoreCase: true },
      attributes: {
        id: ({ accountId, argument: of }) => join(`${accountId}:`, '$name')(of),
        arn: regional('glue', join('database/', '$name')),
        catalog_id: account,
      },
      calls: row('glue/catalog_database.go', {
        read: [database('glue:GetDatabase'), 'glue:GetTags'],
        create: [
          database('glue:CreateDatabase'),
          tagged('glue:TagResource', deployedBy('github_analytics_permissions')),
        ],
        update: [database('glue:UpdateDatabase'), 'glue:TagResource', 'glue:UntagResource'],
        delete: [
          {
            ...database('glue:DeleteDatabase'),
            on: (block) => [catalogArn(block), block.text('arn'), ...around(block)],
          },
        ],
      }),
      bill: { loses: 'its tables: queries fail until they are there again' },
      picture: { words: 'Glue database', shape: 'store', tone: 'store', partOfUser: ['aws_glue_catalog_table'] },
      local: 'stood up',
      arguments: { description: read('local/aws/glue'), name: read('catalog/services', 'local/aws/glue') },
    },
    aws_glue_catalog_table: {
      name: named('glue:CreateTable:TableInput.Name', {
        documented: small('API_TableInput'),
        within: ['database_name'],
      }),
      identity: { by: ['catalog_id', 'database_name', 'name'], ignoreCase: true },
      attributes: {
        id: ({ accountId, argument: of }) => join(`${accountId}:`, '$database_name', ':', '$name')(of),
        arn: regional('glue', join('table/', '$database_name', '/', '$name')),
        catalog_id: account,
      },
      calls: row('glue/catalog_table.go', {
        read: [table('glue:GetTable'), table('glue:GetPartitionIndexes')],
        create: [table('glue:CreateTable')],
        update: [table('glue:UpdateTable')],
        delete: [table('glue:DeleteTable')],
      }),
      bill: { loses: 'its schema and partitions: queries and deliveries fail until it is there again' },
      picture: {
        words: 'Glue table',
        shape: 'store',
        tone: 'store',
        references: [
          { path: 'storage_descriptor', draw: 'on', label: 'describes' },
          { path: 'parameters', draw: 'on', label: 'describes' },
        ],
      },
      local: 'stood up',
      arguments: {
        database_name: read('catalog/services', 'local/aws/glue'),
        description: read('local/aws/glue'),
        name: read('catalog/services', 'local/aws/glue'),
        parameters: read('local/aws/glue'),
        ...within('partition_keys', read('local/aws/glue'), 'comment', 'name', 'type'),
        ...within(
          'storage_descriptor',
          read('local/aws/glue'),
          'columns.comment',
          'columns.name',
          'columns.type',
          'input_format',
          'location',
          'output_format',
          'ser_de_info.name',
          'ser_de_info.parameters',
          'ser_de_info.serialization_library',
        ),
        table_type: read('local/aws/glue'),
      },
    },
    aws_glue_crawler: { name: named('glue:CreateCrawler:Name') },
    aws_glue_job: { name: named('glue:CreateJob:Name') },
    aws_glue_trigger: { name: named('glue:CreateTrigger:Name') },
    aws_glue_workflow: { name: named('glue:CreateWorkflow:Name') },
    aws_glue_resource_policy: { unreadAccess: true },
  },
} satisfies Service;
