import { number, optionalBoolean, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { UserError } from '../../../scripts/user-error';
import { glueTables, type GlueTable } from '../glue/glue-table';
import { type Deserializer, deserializerOf } from './deserializer';
import { prefixFaults } from './prefix';

/** A delivery stream as the stack configures it. */
export interface StreamConfiguration {
  readonly block: Block;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly errorPrefix: string;
  /** seconds */
  readonly bufferingInterval: number;
  /** bytes */
  readonly bufferingSize: number;
  readonly table: GlueTable;
  /** Whose rights read the table; Firehose takes the delivery role when the schema names none. */
  readonly schemaRoleArn: string;
  readonly deserialize: Deserializer;
  /** Where errors are logged, when they are. */
  readonly errorLog?: { readonly group: string; readonly stream: string };
}

const s3 = 'extended_s3_configuration';
const conversion = `${s3}.data_format_conversion_configuration`;

export function readStream(stack: Stack, block: Block): StreamConfiguration {
  if (text(block, 'destination') !== 'extended_s3') {
    throw new UserError(
      `${block.address}: destination is "${text(block, 'destination')}": only extended_s3 runs here.`,
    );
  }
  if (optionalBoolean(block, `${conversion}.enabled`) === false) {
    throw new UserError(
      `${block.address}: ${conversion}.enabled is false: only streams that convert to Parquet run here.`,
    );
  }
  const database = text(block, `${conversion}.schema_configuration.database_name`);
  const tableName = text(block, `${conversion}.schema_configuration.table_name`);
  const table = glueTables(stack).find((one) => one.database === database && one.name === tableName);
  if (!table) {
    throw new UserError(
      `${block.address}: schema_configuration names ${database}.${tableName}, which the stack does not have.`,
    );
  }
  const bucketArn = text(block, `${s3}.bucket_arn`);
  const roleArn = text(block, `${s3}.role_arn`);
  const errorPrefix = optionalText(block, `${s3}.error_output_prefix`);
  const prefix = optionalText(block, `${s3}.prefix`) ?? '';
  const bufferingSize = number(block, `${s3}.buffering_size`);
  const faults = [...prefixFaults(prefix, errorPrefix), ...sizeFaults(bufferingSize)];
  if (faults.length > 0) {
    throw new UserError(faults.map((fault) => `${block.address}: ${s3}: ${fault.replace(/\.?$/, '.')}`).join('\n'));
  }
  const log = `${s3}.cloudwatch_logging_options`;
  return {
    block,
    name: text(block, 'name'),
    arn: text(block, 'arn'),
    roleArn,
    bucket: bucketArn.slice('arn:aws:s3:::'.length),
    prefix,
    errorPrefix: errorPrefix ?? '',
    bufferingInterval: number(block, `${s3}.buffering_interval`),
    bufferingSize: bufferingSize * 1024 * 1024,
    table,
    schemaRoleArn: optionalText(block, `${conversion}.schema_configuration.role_arn`) ?? roleArn,
    deserialize: deserializerOf(block, table.columns),
    ...(optionalBoolean(block, `${log}.enabled`) === true
      ? { errorLog: { group: text(block, `${log}.log_group_name`), stream: text(block, `${log}.log_stream_name`) } }
      : {}),
  };
}

/** https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html: 64 MiB at least; and the model's most. */
function* sizeFaults(size: number): Iterable<string> {
  if (size < 64 || size > 128) yield `buffering_size is ${size}: with conversion, give 64 to 128`;
}
