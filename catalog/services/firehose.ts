import { between, only, read, within } from '../arguments';
import { type Attribute, join, regional } from '../attributes';
import { passRole, row, tagged } from '../calls';
import { type Service } from '../entry';
import { named } from '../names';

const PRINCIPAL = 'firehose.amazonaws.com';
const DESTINATION = 'firehose:CreateDeliveryStream:ExtendedS3DestinationConfiguration';
const arn: Attribute = regional('firehose', join('deliverystream/', '$name'));

export const firehose = {
  name: 'firehose',
  prefix: 'firehose',
  principal: PRINCIPAL,
  client: '@aws-sdk/client-firehose',
  taskErrors: 'Firehose',
  pricing: {
    page: 'https://aws.amazon.com/firehose/pricing/',
    rates: { ingestion: { dollars: 0.029, per: 'GB' }, conversion: { dollars: 0.018, per: 'GB' } },
  },
  types: {
    aws_kinesis_firehose_delivery_stream: {
      leadsTo: [
        'extended_s3_configuration.bucket_arn',
        'extended_s3_configuration.role_arn',
        'extended_s3_configuration.data_format_conversion_configuration.schema_configuration.role_arn',
        'server_side_encryption.key_arn',
      ],
      name: named('firehose:CreateDeliveryStream:DeliveryStreamName'),
      attributes: { id: arn, arn },
      calls: row('firehose/delivery_stream.go', {
        read: ['firehose:DescribeDeliveryStream', 'firehose:ListTagsForDeliveryStream'],
        create: [
          'firehose:CreateDeliveryStream',
          tagged(
            'firehose:TagDeliveryStream',
            'https://docs.aws.amazon.com/firehose/latest/dev/firehose-tagging-basics.html',
          ),
          'firehose:StartDeliveryStreamEncryption',
          passRole('extended_s3_configuration.role_arn', PRINCIPAL),
        ],
        update: [
          'firehose:UpdateDestination',
          'firehose:StartDeliveryStreamEncryption',
          'firehose:TagDeliveryStream',
          'firehose:UntagDeliveryStream',
          passRole('extended_s3_configuration.role_arn', PRINCIPAL),
        ],
        delete: ['firehose:DeleteDeliveryStream'],
      }),
      checked: {
        unreached: [
          {
            operations: ['firehose:StopDeliveryStreamEncryption'],
            why: 'server_side_encryption is always enabled',
            set: ['server_side_encryption.enabled'],
          },
        ],
      },
      encryption: {
        wants: 'server_side_encryption.enabled = true',
        oneOf: [{ argument: 'server_side_encryption.enabled', is: true }],
      },
      bill: { loses: 'records not delivered yet', use: 'GB taken in and converted' },
      picture: { words: 'Firehose stream', shape: 'box', tone: 'compute' },
      local: 'stood up',
      arguments: {
        destination: read('local/aws/firehose'),
        ...within(
          'extended_s3_configuration',
          read('local/aws/firehose'),
          'bucket_arn',
          'buffering_interval',
          'cloudwatch_logging_options.enabled',
          'cloudwatch_logging_options.log_group_name',
          'cloudwatch_logging_options.log_stream_name',
          'custom_time_zone',
          'error_output_prefix',
          'prefix',
          'role_arn',
        ),
        // With conversion 64 at least.
        'extended_s3_configuration.buffering_size': between(
          'https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html',
          64,
          128,
        ),
        // Parquet is compressed in itself.
        'extended_s3_configuration.compression_format': only(
          'https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html',
          'UNCOMPRESSED',
        ),
        ...within(
          'extended_s3_configuration.data_format_conversion_configuration',
          read('local/aws/firehose'),
          'enabled',
          'input_format_configuration.deserializer.hive_json_ser_de.timestamp_formats',
          'input_format_configuration.deserializer.open_x_json_ser_de.case_insensitive',
          'input_format_configuration.deserializer.open_x_json_ser_de.column_to_json_key_mappings',
          'output_format_configuration.serializer.parquet_ser_de.compression',
          'schema_configuration.database_name',
          'schema_configuration.region',
          'schema_configuration.role_arn',
          'schema_configuration.table_name',
          'schema_configuration.version_id',
        ),
        name: read('catalog/services', 'local/aws/firehose', 'local/start'),
        ...within('server_side_encryption', read('local/aws/firehose'), 'key_arn', 'key_type'),
        'server_side_encryption.enabled': read('local/aws/firehose', 'policies/checks'),
      },
      limits: {
        'extended_s3_configuration.buffering_interval': `${DESTINATION}.BufferingHints.IntervalInSeconds`,
        'extended_s3_configuration.buffering_size': `${DESTINATION}.BufferingHints.SizeInMBs`,
        'extended_s3_configuration.compression_format': `${DESTINATION}.CompressionFormat`,
        'extended_s3_configuration.custom_time_zone': `${DESTINATION}.CustomTimeZone`,
        'extended_s3_configuration.data_format_conversion_configuration.output_format_configuration.serializer.parquet_ser_de.compression': `${DESTINATION}.DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.ParquetSerDe.Compression`,
        'extended_s3_configuration.error_output_prefix': `${DESTINATION}.ErrorOutputPrefix`,
        'extended_s3_configuration.prefix': `${DESTINATION}.Prefix`,
        'server_side_encryption.key_type':
          'firehose:CreateDeliveryStream:DeliveryStreamEncryptionConfigurationInput.KeyType',
      },
    },
  },
} satisfies Service;
