import { list, optionalText, text, textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { UserError } from '../../../scripts/user-error';
import { parseHiveType, type HiveType } from './hive-type';

export interface Column {
  /** In lower case, as Glue stores it. */
  readonly name: string;
  readonly hiveType: string;
  readonly type: HiveType;
  readonly comment?: string;
}

/** A table of the Glue catalog, as both Firehose and Athena read it. */
export interface GlueTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly partitionKeys: readonly Column[];
  readonly bucket: string;
  /** The location's key prefix, ending in `/` unless it is empty. */
  readonly prefix: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Every table of the stack. @throws UserError for one that is not Parquet on S3: the only kind that runs here */
export const glueTables = (stack: Stack): GlueTable[] =>
  stack.blocks.filter(({ type }) => type === 'aws_glue_catalog_table').map(readTable);

function readTable(block: Block): GlueTable {
  const location = text(block, 'storage_descriptor.location');
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(location) ?? [];
  if (bucket === undefined) {
    throw new UserError(`${block.address}: storage_descriptor.location is "${location}": give s3://BUCKET/PREFIX/.`);
  }
  // Athena reads the files by the input format, whatever the SerDe says; the lab's text formats made it fail.
  const format = optionalText(block, 'storage_descriptor.input_format') ?? '';
  if (!/parquet/i.test(format)) {
    throw new UserError(
      `${block.address}: storage_descriptor.input_format is "${format}", which cannot read Parquet: ` +
        'give org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat.',
    );
  }
  return {
    database: text(block, 'database_name').toLowerCase(),
    name: text(block, 'name').toLowerCase(),
    columns: columnsAt(block, 'storage_descriptor.columns'),
    partitionKeys: columnsAt(block, 'partition_keys'),
    bucket,
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    parameters: textMap(block, 'parameters'),
  };
}

const columnsAt = (block: Block, path: string): Column[] =>
  list(block, path).map((item) => {
    const hiveType = text(item, 'type');
    const comment = optionalText(item, 'comment');
    return {
      name: text(item, 'name').toLowerCase(),
      hiveType,
      type: parseHiveType(hiveType),
      ...(comment === undefined ? {} : { comment }),
    };
  });
