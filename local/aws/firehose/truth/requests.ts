import { model, type Names, type RequestTruth } from '../../requests/truth';

const api = (name: string) => ({ page: `https://docs.aws.amazon.com/firehose/latest/APIReference/API_${name}.html` });

/** So many bytes, in base64. */
const zeros = (bytes: number): string => Buffer.alloc(bytes).toString('base64');

export const requestTruths = ({ stream }: Names): RequestTruth[] => {
  const ask = (operation: string, says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: model(`firehose:${operation}Input`),
    service: 'firehose',
    operation,
    input,
    ...rest,
  });
  const breaks = (what: string) => ({
    error: { code: 'ValidationException', message: `1 validation error detected: ${what}` },
  });
  return [
    ask(
      'PutRecord',
      'A record is wanted',
      { DeliveryStreamName: stream },
      breaks("Value null at 'record' failed to satisfy constraint: Member must not be null"),
    ),
    ask(
      'PutRecordBatch',
      'A record has data',
      { DeliveryStreamName: stream, Records: [{ Data: 'e30=' }, {}] },
      breaks("Value null at 'records.2.member.data' failed to satisfy constraint: Member must not be null"),
    ),
    ask(
      'PutRecordBatch',
      'No record is too few',
      { DeliveryStreamName: stream, Records: [] },
      breaks(
        "Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ),
    ),
    ask(
      'PutRecord',
      'Data is base64',
      { DeliveryStreamName: stream, Record: { Data: 'e3' } },
      { error: { code: 'SerializationException' } },
    ),
    ask(
      'PutRecord',
      'A record has 1,000 KiB at most, before it is base64',
      { DeliveryStreamName: stream, Record: { Data: zeros(1000 * 1024 + 1) } },
      breaks(
        "Value 'java.nio.HeapByteBuffer[pos=0 lim=1024001 cap=1024001]' at 'record.data' failed to satisfy constraint: " +
          'Member must have length less than or equal to 1024000',
      ),
    ),
    ask(
      'PutRecordBatch',
      'A batch has 500 records at most',
      { DeliveryStreamName: stream, Records: Array.from({ length: 501 }, () => ({ Data: 'e30=' })) },
      { error: { code: 'ValidationException' } },
    ),
    ask(
      'PutRecordBatch',
      'A batch has 4 MiB at most',
      { DeliveryStreamName: stream, Records: Array.from({ length: 5 }, () => ({ Data: zeros(1000 * 1024) })) },
      { source: api('PutRecordBatch'), error: { code: 'InvalidArgumentException' } },
    ),
    ask(
      'PutRecordBatch',
      'Each record has an id',
      { DeliveryStreamName: stream, Records: [{ Data: 'e30=' }, { Data: '' }] },
      {
        source: api('PutRecordBatch'),
        answer: { FailedPutCount: 0, Encrypted: false, RequestResponses: [{ RecordId: /./ }, { RecordId: /./ }] },
      },
    ),
    ask(
      'PutRecord',
      'A stream that is not there',
      { DeliveryStreamName: 'x', Record: { Data: 'e30=' } },
      {
        source: api('PutRecord'),
        error: { code: 'ResourceNotFoundException' },
      },
    ),
    ask(
      'ListDeliveryStreams',
      'Streams come in the order of the alphabet, after one that is named',
      { ExclusiveStartDeliveryStreamName: stream },
      {
        source: api('ListDeliveryStreams'),
        answer: { DeliveryStreamNames: [], HasMoreDeliveryStreams: false },
      },
    ),
    ask(
      'ListDeliveryStreams',
      'Streams are found by their type',
      { DeliveryStreamType: 'KinesisStreamAsSource' },
      {
        source: api('ListDeliveryStreams'),
        answer: { DeliveryStreamNames: [] },
      },
    ),
    ask(
      'DescribeDeliveryStream',
      'A stream tells how it converts, logs and delivers',
      { DeliveryStreamName: stream },
      {
        source: api('ExtendedS3DestinationDescription'),
        answer: {
          DeliveryStreamDescription: {
            DeliveryStreamStatus: 'ACTIVE',
            DeliveryStreamType: 'DirectPut',
            HasMoreDestinations: false,
            Destinations: [
              {
                ExtendedS3DestinationDescription: {
                  CloudWatchLoggingOptions: { Enabled: true },
                  DataFormatConversionConfiguration: {
                    Enabled: true,
                    SchemaConfiguration: { VersionId: /./ },
                    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
                    OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
                  },
                  S3BackupMode: 'Disabled',
                },
              },
            ],
          },
        },
      },
    ),
    ask(
      'DescribeDeliveryStream',
      'Destinations after one',
      { DeliveryStreamName: stream, ExclusiveStartDestinationId: 'd' },
      {
        source: api('DescribeDeliveryStream'),
        refused: 'ExclusiveStartDestinationId',
      },
    ),
  ];
};
