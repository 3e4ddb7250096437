import { list, optionalBoolean, optionalText, textMap, valueAt } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { isHive } from './known';
import { type StreamConfiguration } from './stream-configuration';

const s3 = 'extended_s3_configuration';
const conversion = `${s3}.data_format_conversion_configuration`;

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html */
export function describeStream(configuration: StreamConfiguration, created: Date): object {
  const { block } = configuration;
  const destination = destinationOf(configuration);
  return {
    DeliveryStreamName: configuration.name,
    DeliveryStreamARN: configuration.arn,
    DeliveryStreamStatus: 'ACTIVE',
    ...encryptionOf(block),
    DeliveryStreamType: 'DirectPut',
    VersionId: '1',
    CreateTimestamp: created,
    HasMoreDestinations: false,
    Destinations: [
      {
        DestinationId: 'destinationId-000000000001',
        ExtendedS3DestinationDescription: {
          ...destination,
          DataFormatConversionConfiguration: conversionOf(configuration),
          S3BackupMode: 'Disabled',
          CustomTimeZone: optionalText(block, `${s3}.custom_time_zone`),
        },
        S3DestinationDescription: destination,
      },
    ],
  };
}

/**
 * What both descriptions of the destination have, as localstack/localstack recorded it,
 * tests/aws/services/cloudformation/resources/test_firehose.snapshot.json.
 */
const destinationOf = (configuration: StreamConfiguration) => ({
  RoleARN: configuration.roleArn,
  BucketARN: `arn:aws:s3:::${configuration.bucket}`,
  Prefix: configuration.prefix,
  ErrorOutputPrefix: configuration.errorPrefix,
  BufferingHints: {
    SizeInMBs: configuration.bufferingSize / 1024 / 1024,
    IntervalInSeconds: configuration.bufferingInterval,
  },
  CompressionFormat: 'UNCOMPRESSED',
  EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
  CloudWatchLoggingOptions: loggingOf(configuration),
});

function encryptionOf(block: Block): object {
  if (optionalBoolean(block, 'server_side_encryption.enabled') !== true) return {};
  return {
    DeliveryStreamEncryptionConfiguration: {
      KeyARN: optionalText(block, 'server_side_encryption.key_arn'),
      KeyType: optionalText(block, 'server_side_encryption.key_type') ?? 'AWS_OWNED_CMK',
      Status: 'ENABLED',
    },
  };
}

function loggingOf({ errorLog }: StreamConfiguration): object {
  if (!errorLog) return { Enabled: false };
  return { Enabled: true, LogGroupName: errorLog.group, LogStreamName: errorLog.stream };
}

function conversionOf({ block, table, schemaRoleArn }: StreamConfiguration): object {
  const at = (path: string) => optionalText(block, `${conversion}.${path}`);
  return {
    Enabled: true,
    SchemaConfiguration: {
      RoleARN: schemaRoleArn,
      DatabaseName: table.database,
      TableName: table.name,
      CatalogId: at('schema_configuration.catalog_id'),
      Region: at('schema_configuration.region'),
      VersionId: at('schema_configuration.version_id'),
    },
    InputFormatConfiguration: { Deserializer: deserializer(block) },
    OutputFormatConfiguration: { Serializer: serializer(block) },
  };
}

function deserializer(block: Block): object {
  const path = `${conversion}.input_format_configuration.deserializer`;
  if (isHive(block)) {
    return { HiveJsonSerDe: { TimestampFormats: list(block, `${path}.hive_json_ser_de.timestamp_formats`) } };
  }
  const openX = `${path}.open_x_json_ser_de`;
  return {
    OpenXJsonSerDe: {
      ConvertDotsInJsonKeysToUnderscores: optionalBoolean(block, `${openX}.convert_dots_in_json_keys_to_underscores`),
      CaseInsensitive: optionalBoolean(block, `${openX}.case_insensitive`),
      ColumnToJsonKeyMappings: textMap(block, `${openX}.column_to_json_key_mappings`),
    },
  };
}

function serializer(block: Block): object {
  const path = `${conversion}.output_format_configuration.serializer.parquet_ser_de`;
  if (valueAt(block, path) === undefined) return {};
  return { ParquetSerDe: { Compression: optionalText(block, `${path}.compression`) } };
}
