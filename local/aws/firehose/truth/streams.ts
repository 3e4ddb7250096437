import { type Json } from '../../../../terraform/stack';
import { type Truth } from '../../truth';
import { conversionPage, probed } from './records';

/** A stream that is refused when the account is stood up: by AWS too, or since it is not known what AWS makes of it. */
export interface StreamTruth extends Truth {
  /** Settings, by their path in extended_s3_configuration. */
  readonly set: Readonly<Record<string, Json>>;
  /** Types of the table's columns. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly refused: string;
}

const prefixes = { page: 'https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html' };
const serde = 'data_format_conversion_configuration.input_format_configuration.deserializer';
const parquet = 'data_format_conversion_configuration.output_format_configuration.serializer.parquet_ser_de';
const row = (
  says: string,
  source: Truth['source'],
  set: Readonly<Record<string, Json>>,
  refused: string,
): StreamTruth => ({ says, source, set, refused });

/** What AWS makes of these is told for the most part, and not served here: it takes pages that nest. */
const nestedTypes = ['array<int>', 'struct<a:int>', 'map<string,int>'];
const unknownTypes = ['boolean', 'decimal(10,2)', 'varchar(3)'];
const unknown = probed('pull requests 3333 and 3521, which do not tell');

export const streamTruths: readonly StreamTruth[] = [
  row('Conversion buffers 64 MiB at least', conversionPage, { buffering_size: 63 }, 'buffering_size is 63'),
  row('… and 128 at most', { model: 'firehose:SizeInMBs' }, { buffering_size: 129 }, 'buffering_size is 129'),
  row(
    'Errors have a prefix of their own where the other has expressions',
    prefixes,
    { error_output_prefix: null },
    'prefix has expressions, so error_output_prefix is required',
  ),
  row(
    'Where errors are written by default is told in two ways',
    prefixes,
    { error_output_prefix: null, prefix: 'plain/' },
    'error_output_prefix is not set, and where errors are then written is not in the local run',
  ),
  row(
    'The prefix of errors names their kind',
    prefixes,
    { error_output_prefix: 'errors/!{timestamp:yyyy}/' },
    'error_output_prefix is "errors/!{timestamp:yyyy}/": give one with !{firehose:error-output-type}',
  ),
  row(
    'No other prefix does',
    prefixes,
    { prefix: '!{firehose:error-output-type}/' },
    '!{firehose:error-output-type} is of error_output_prefix alone',
  ),
  row('A namespace that there is not', prefixes, { prefix: '!{nope:x}/' }, '!{nope:x} cannot be evaluated here'),
  row(
    'Dynamic partitions',
    prefixes,
    { prefix: '!{partitionKeyFromQuery:a}/' },
    '!{partitionKeyFromQuery:a} cannot be evaluated here',
  ),
  row('A pattern that is not read', prefixes, { prefix: '!{timestamp:EEE}/' }, '"EEE" is not read here'),
  row('An expression that does not end', prefixes, { prefix: 'a/!{timestamp:yyyy' }, 'an expression does not end'),
  row('A long prefix', prefixes, { prefix: `${'a'.repeat(502)}/` }, 'prefix has 517 characters once it is evaluated'),
  row(
    'With conversion nothing else is compressed',
    probed('issue 3235'),
    { compression_format: 'GZIP' },
    'compression_format is "GZIP", which is not in the local run: leave it out, or give "UNCOMPRESSED"',
  ),
  row(
    'Another codec',
    { page: 'https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html' },
    { [`${parquet}.compression`]: 'GZIP' },
    'compression is "GZIP", which is not in the local run',
  ),
  row(
    'Formats of timestamps',
    unknown,
    { [serde]: { hive_json_ser_de: { timestamp_formats: ['millis'] } } },
    'hive_json_ser_de.timestamp_formats is ["millis"], which is not in the local run',
  ),
  ...['open_x_json_ser_de', 'hive_json_ser_de'].flatMap((name) =>
    [...nestedTypes, ...unknownTypes, ...(name === 'hive_json_ser_de' ? ['timestamp', 'date'] : [])].map(
      (type): StreamTruth => ({
        says: `A column ${type} by ${name}`,
        source: nestedTypes.includes(type) ? probed('pull request 3521') : unknown,
        set: { [serde]: { [name]: {} } },
        columns: { id: type },
        refused: `column id is ${type}, and what ${name} makes of one is not in the local run`,
      }),
    ),
  ),
];
