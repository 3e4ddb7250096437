import { text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Call, deployedBy, passRole, type ProviderTable, referred, row, tagged } from './calls';

/** Glue checks a resource and all its ancestors, and what lies in a database that is deleted. */
const GLUE = 'https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html';

const catalog = ({ region, accountId }: Stack): string => `arn:aws:glue:${region}:${accountId}:catalog`;

const database = (action: string): Call => ({
  action,
  on: (block, stack) => [catalog(stack), text(block, 'arn')],
  cite: GLUE,
});

const within = (block: Block): string[] => {
  const arn = text(block, 'arn');
  return ['table', 'userDefinedFunction'].map((kind) => `${arn.replace(':database/', `:${kind}/`)}/*`);
};

const table = (action: string): Call => ({
  action,
  on: (block, stack) => [
    catalog(stack),
    text(referred(stack, block, 'database_name', 'aws_glue_catalog_database', 'name'), 'arn'),
    text(block, 'arn'),
  ],
  cite: GLUE,
});

export const data: ProviderTable = {
  aws_glue_catalog_database: row('glue/catalog_database.go', {
    read: [database('glue:GetDatabase'), 'glue:GetTags'],
    create: [database('glue:CreateDatabase'), tagged('glue:TagResource', deployedBy('github_analytics_permissions'))],
    update: [database('glue:UpdateDatabase'), 'glue:TagResource', 'glue:UntagResource'],
    delete: [
      {
        ...database('glue:DeleteDatabase'),
        on: (block, stack) => [catalog(stack), text(block, 'arn'), ...within(block)],
      },
    ],
  }),
  aws_glue_catalog_table: row('glue/catalog_table.go', {
    read: [table('glue:GetTable'), table('glue:GetPartitionIndexes')],
    create: [table('glue:CreateTable')],
    update: [table('glue:UpdateTable')],
    delete: [table('glue:DeleteTable')],
  }),
  aws_athena_workgroup: row('athena/workgroup.go', {
    read: ['athena:GetWorkGroup', 'athena:ListTagsForResource'],
    create: ['athena:CreateWorkGroup', tagged('athena:TagResource', deployedBy('github_analytics_permissions'))],
    update: ['athena:UpdateWorkGroup', 'athena:TagResource', 'athena:UntagResource'],
    delete: ['athena:DeleteWorkGroup'],
  }),
  aws_kinesis_firehose_delivery_stream: row('firehose/delivery_stream.go', {
    read: ['firehose:DescribeDeliveryStream', 'firehose:ListTagsForDeliveryStream'],
    create: [
      'firehose:CreateDeliveryStream',
      tagged(
        'firehose:TagDeliveryStream',
        'https://docs.aws.amazon.com/firehose/latest/dev/firehose-tagging-basics.html',
      ),
      'firehose:StartDeliveryStreamEncryption',
      passRole('extended_s3_configuration.role_arn', 'firehose.amazonaws.com'),
    ],
    update: [
      'firehose:UpdateDestination',
      'firehose:StartDeliveryStreamEncryption',
      'firehose:TagDeliveryStream',
      'firehose:UntagDeliveryStream',
      passRole('extended_s3_configuration.role_arn', 'firehose.amazonaws.com'),
    ],
    delete: ['firehose:DeleteDeliveryStream'],
  }),
};
