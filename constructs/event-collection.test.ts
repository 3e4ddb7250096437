import { inWords, only, shippedStack, values } from '../terraform/test-support';

const stack = shippedStack();
const BUCKET = 'events-dev-blog-000000000000';
const TABLE = [
  'arn:aws:glue:eu-west-1:000000000000:catalog',
  'arn:aws:glue:eu-west-1:000000000000:database/video-analytics-dev-blog',
  'arn:aws:glue:eu-west-1:000000000000:table/video-analytics-dev-blog/events-dev-blog',
].join(', ');

test('the Glue table holds Parquet, one partition a day, from the first day of events until now', () => {
  expect(values(stack, 'aws_glue_catalog_database')['name']).toBe('video-analytics-dev-blog');
  expect(values(stack, 'aws_glue_catalog_table')).toMatchObject({
    database_name: 'video-analytics-dev-blog',
    name: 'events-dev-blog',
    table_type: 'EXTERNAL_TABLE',
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      'projection.enabled': 'true',
      'projection.dt.type': 'date',
      'projection.dt.range': '2020-01-01,NOW',
      'projection.dt.format': 'yyyy-MM-dd',
      'projection.dt.interval': '1',
      'projection.dt.interval.unit': 'DAYS',
    },
    partition_keys: [{ name: 'dt', type: 'string' }],
    storage_descriptor: {
      location: `s3://${BUCKET}/events/`,
      input_format: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      output_format: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      ser_de_info: {
        serialization_library: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
        parameters: { 'serialization.format': '1' },
      },
      columns: [
        { name: 'id', type: 'string' },
        { name: 'userid', type: 'string' },
        { name: 'format', type: 'string' },
        { name: 'ts', type: 'timestamp' },
      ],
    },
  });
});

test('Firehose converts JSON to Parquet by the Glue schema, into the partitions that the table projects', () => {
  const logs = {
    log_group_name: '/aws/kinesisfirehose/events-stream-dev-blog',
    log_stream_name: 'DestinationDelivery',
  };
  expect(values(stack, 'aws_kinesis_firehose_delivery_stream')).toMatchObject({
    name: 'events-stream-dev-blog',
    destination: 'extended_s3',
    server_side_encryption: { enabled: true, key_type: 'AWS_OWNED_CMK' },
    extended_s3_configuration: {
      role_arn: 'arn:aws:iam::000000000000:role/firehose-role-dev-blog',
      bucket_arn: `arn:aws:s3:::${BUCKET}`,
      prefix: 'events/dt=!{timestamp:yyyy-MM-dd}/',
      error_output_prefix: 'errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
      custom_time_zone: 'UTC',
      buffering_interval: 60,
      buffering_size: 64,
      compression_format: 'UNCOMPRESSED',
      cloudwatch_logging_options: { enabled: true, ...logs },
      data_format_conversion_configuration: {
        enabled: true,
        input_format_configuration: {
          deserializer: {
            open_x_json_ser_de: { case_insensitive: true, column_to_json_key_mappings: { ts: 'timestamp' } },
          },
        },
        output_format_configuration: { serializer: { parquet_ser_de: { compression: 'SNAPPY' } } },
        schema_configuration: {
          database_name: 'video-analytics-dev-blog',
          table_name: 'events-dev-blog',
          role_arn: 'arn:aws:iam::000000000000:role/firehose-role-dev-blog',
          region: 'eu-west-1',
          version_id: 'LATEST',
        },
      },
    },
    depends_on: ['aws_iam_role_policy.event-collection_stream-role_policy'],
  });
  expect(values(stack, 'aws_cloudwatch_log_group', 'stream-log-group')).toMatchObject({
    name: logs.log_group_name,
    retention_in_days: 14,
  });
  expect(values(stack, 'aws_cloudwatch_log_stream')).toMatchObject({
    name: logs.log_stream_name,
    log_group_name: logs.log_group_name,
  });
});

test("Firehose's role reaches this table, these prefixes and its log stream, for this account only", () => {
  expect(inWords(only(stack, 'aws_iam_role', 'stream-role'))).toEqual([
    'Trust: Allow {"Service":"firehose.amazonaws.com"} sts:AssumeRole if ' +
      '{"StringEquals":{"sts:ExternalId":"000000000000"}}',
  ]);
  expect(inWords(only(stack, 'aws_iam_role_policy', 'stream-role_policy'))).toEqual([
    'DeliverObjects: Allow s3:AbortMultipartUpload, s3:GetObject, s3:PutObject ' +
      `on arn:aws:s3:::${BUCKET}/events/*, arn:aws:s3:::${BUCKET}/errors/*`,
    `FindUploads: Allow s3:GetBucketLocation, s3:ListBucket, s3:ListBucketMultipartUploads on arn:aws:s3:::${BUCKET}`,
    `ReadSchema: Allow glue:GetTable, glue:GetTableVersion, glue:GetTableVersions on ${TABLE}`,
    'LogDeliveryErrors: Allow logs:PutLogEvents on arn:aws:logs:eu-west-1:000000000000:' +
      'log-group:/aws/kinesisfirehose/events-stream-dev-blog:log-stream:DestinationDelivery',
  ]);
});

test('a managed policy lets producers put records on the one stream, and its ARN is an output', () => {
  const policy = only(stack, 'aws_iam_policy');
  expect(policy.values['name']).toBe('events-producer-dev-blog');
  expect(inWords(policy)).toEqual([
    'SendEvents: Allow firehose:PutRecord, firehose:PutRecordBatch ' +
      'on arn:aws:firehose:eu-west-1:000000000000:deliverystream/events-stream-dev-blog',
  ]);
  expect(stack.outputs['producer_policy_arn']).toBe('arn:aws:iam::000000000000:policy/events-producer-dev-blog');
});
