import { harmless, only, read, within } from '../arguments';
import { argument, join, regional } from '../attributes';
import { deployedBy, row, tagged } from '../calls';
import { type Service } from '../entry';
import { named } from '../names';
import { NOTHING } from '../prices';

export const athena = {
  name: 'athena',
  prefix: 'athena',
  principal: 'athena.amazonaws.com',
  client: '@aws-sdk/client-athena',
  taskErrors: 'Athena',
  pricing: {
    page: 'https://aws.amazon.com/athena/pricing/',
    rates: { scanned: { dollars: 5, per: 'TB', batch: 1024 ** 2 } },
  },
  types: {
    aws_athena_workgroup: {
      name: named('athena:CreateWorkGroup:Name'),
      attributes: { id: argument('name'), arn: regional('athena', join('workgroup/', '$name')) },
      calls: row('athena/workgroup.go', {
        read: ['athena:GetWorkGroup', 'athena:ListTagsForResource'],
        create: ['athena:CreateWorkGroup', tagged('athena:TagResource', deployedBy('github_analytics_permissions'))],
        update: ['athena:UpdateWorkGroup', 'athena:TagResource', 'athena:UntagResource'],
        delete: ['athena:DeleteWorkGroup'],
      }),
      encryption: {
        wants: 'result_configuration.encryption_configuration',
        oneOf: [{ argument: 'configuration.result_configuration.encryption_configuration.encryption_option' }],
      },
      bill: { loses: 'its saved queries, prepared statements and query history', use: 'TB scanned' },
      picture: {
        words: 'Athena workgroup',
        shape: 'box',
        tone: 'compute',
        references: [{ path: 'configuration', draw: 'on', label: 'results' }],
      },
      local: 'stood up',
      arguments: {
        ...within(
          'configuration',
          read('local/aws/athena'),
          'bytes_scanned_cutoff_per_query',
          'engine_version.selected_engine_version',
          'publish_cloudwatch_metrics_enabled',
          'result_configuration.expected_bucket_owner',
          'result_configuration.output_location',
        ),
        // A client that may choose another place and encryption is not the workgroup that was reviewed.
        'configuration.enforce_workgroup_configuration': only(
          'https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html',
          true,
        ),
        'configuration.result_configuration.encryption_configuration.encryption_option': read(
          'local/aws/athena',
          'policies/checks',
        ),
        description: read('local/aws/athena'),
        force_destroy: harmless(
          'a plan that destroys a workgroup is told, and approved, as one that loses its queries',
          'https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html',
        ),
        name: read('catalog/services', 'local/aws/athena', 'local/start'),
        state: read('local/aws/athena'),
      },
      limits: {
        'configuration.bytes_scanned_cutoff_per_query':
          'athena:CreateWorkGroup:Configuration.BytesScannedCutoffPerQuery',
        'configuration.result_configuration.encryption_configuration.encryption_option':
          'athena:CreateWorkGroup:Configuration.ResultConfiguration.EncryptionConfiguration.EncryptionOption',
        description: 'athena:CreateWorkGroup:Description',
        state: 'athena:UpdateWorkGroup:State',
      },
    },
    aws_athena_data_catalog: { name: named('athena:CreateDataCatalog:Name') },
    aws_athena_named_query: { name: named('athena:CreateNamedQuery:Name', { unique: 'none' }), bill: NOTHING },
    aws_athena_prepared_statement: {
      name: named('athena:CreatePreparedStatement:StatementName', { within: ['workgroup'] }),
    },
  },
} satisfies Service;
