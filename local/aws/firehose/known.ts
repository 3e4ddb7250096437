import { list, textMap, valueAt } from '../../../terraform/query';
import { type Block, type Json } from '../../../terraform/stack';
import { UserError } from '../../../scripts/user-error';
import { type Column } from '../glue/glue-table';

const s3 = 'extended_s3_configuration';
const conversion = `${s3}.data_format_conversion_configuration`;
const input = `${conversion}.input_format_configuration.deserializer`;
const output = `${conversion}.output_format_configuration.serializer`;

/** Set to any value: it is read. */
const read = 'read';
type Known = typeof read | readonly (string | number | boolean)[];

/**
 * What a stream may set here: a setting that is read, or one of the values that change nothing. All else is refused by
 * its name. Defaults: https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html and
 * API_ExtendedS3DestinationConfiguration.html
 */
const settings: Readonly<Record<string, Readonly<Record<string, Known>>>> = {
  [s3]: {
    role_arn: read,
    bucket_arn: read,
    prefix: read,
    error_output_prefix: read,
    buffering_interval: read,
    buffering_size: read,
    cloudwatch_logging_options: read,
    data_format_conversion_configuration: read,
    compression_format: ['UNCOMPRESSED'],
    custom_time_zone: ['UTC'],
    file_extension: [''],
    s3_backup_mode: ['Disabled'],
  },
  [conversion]: {
    enabled: read,
    input_format_configuration: read,
    output_format_configuration: read,
    schema_configuration: read,
  },
  [`${conversion}.schema_configuration`]: {
    database_name: read,
    table_name: read,
    role_arn: read,
    catalog_id: read,
    region: read,
    version_id: ['LATEST'],
  },
  [input]: { open_x_json_ser_de: read, hive_json_ser_de: read },
  [`${input}.open_x_json_ser_de`]: {
    case_insensitive: read,
    column_to_json_key_mappings: read,
    convert_dots_in_json_keys_to_underscores: read,
  },
  [`${input}.hive_json_ser_de`]: {},
  [output]: { parquet_ser_de: read },
  [`${output}.parquet_ser_de`]: {
    compression: ['SNAPPY'],
    block_size_bytes: [268435456],
    page_size_bytes: [1048576],
    max_padding_bytes: [0],
    enable_dictionary_compression: [false],
    writer_version: ['V1'],
  },
};

/**
 * Column types whose values each deserializer was seen to read on AWS, and what it makes of those that don't fit:
 * https://github.com/floci-io/floci/issues/3235 and pull requests 3333 and 3521, probed in us-west-2 in September 2026.
 */
const numbers = ['tinyint', 'smallint', 'int', 'bigint', 'float', 'double'];
const columnTypes = {
  open_x_json_ser_de: ['string', ...numbers, 'date', 'timestamp'],
  hive_json_ser_de: ['string', ...numbers],
};

/** Whether a stream reads its records with Hive's deserializer; the other is OpenX's. */
export const isHive = (stream: Block): boolean => list(stream, `${input}.hive_json_ser_de`).length > 0;

/** @throws UserError that names each setting and each column of which it is not known what AWS makes of it */
export function requireKnown(stream: Block, columns: readonly Column[]): void {
  const faults = [...settingFaults(stream), ...mappingFaults(stream), ...columnFaults(stream, columns)];
  if (faults.length > 0) throw new UserError(faults.map((fault) => `${stream.address}: ${fault}`).join('\n'));
}

function* settingFaults(stream: Block): Iterable<string> {
  for (const [path, known] of Object.entries(settings)) {
    for (const [name, value] of Object.entries((valueAt(stream, path) as Record<string, Json> | undefined) ?? {})) {
      if (!isSet(value) || known[name] === read) continue;
      const values: readonly unknown[] = known[name] ?? [];
      if (values.includes(value)) continue;
      const remedy = values.length === 0 ? 'leave it out' : `leave it out, or give ${JSON.stringify(values[0])}`;
      yield `${path}.${name} is ${JSON.stringify(value)}, which is not in the local run: ${remedy}.`;
    }
  }
}

/** Whether OpenX compares a mapping's key before or after it changes the keys of the JSON was not seen. */
function* mappingFaults(stream: Block): Iterable<string> {
  const serde = `${input}.open_x_json_ser_de`;
  const flag = (name: string) => valueAt(stream, `${serde}.${name}`);
  for (const [column, key] of Object.entries(textMap(stream, `${serde}.column_to_json_key_mappings`))) {
    const path = `${serde}.column_to_json_key_mappings.${column} is "${key}"`;
    if (flag('case_insensitive') !== false && key !== key.toLowerCase()) {
      yield `${path}, and which of its letters count is not in the local run: give "${key.toLowerCase()}".`;
    }
    if (flag('convert_dots_in_json_keys_to_underscores') === true && key.includes('.')) {
      yield `${path}, and whether its dots count is not in the local run: leave out one of the two.`;
    }
  }
}

function* columnFaults(stream: Block, columns: readonly Column[]): Iterable<string> {
  const serde = isHive(stream) ? 'hive_json_ser_de' : 'open_x_json_ser_de';
  for (const { name, hiveType } of columns) {
    if (columnTypes[serde].includes(hiveType.toLowerCase())) continue;
    yield (
      `column ${name} is ${hiveType}, and what ${serde} makes of one is not in the local run: ` +
      `give ${columnTypes[serde].join(', ')}.`
    );
  }
}

/** A plan writes what is not set as null, an empty list or an empty text. */
const isSet = (value: Json | undefined): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
