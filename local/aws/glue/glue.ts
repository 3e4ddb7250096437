import { blocksOfType, list, optionalText, text, textMap, valueAt } from '../../../terraform/query';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { type Call, type Operation } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';

/**
 * Reads of the Data Catalog, answered from the synthesized databases and tables. A name may have any case: recorded, with
 * the words and what is told of a table that nobody gave, radkawar/stackd at 9dc356f, testdata/aws/glue/catalog_verified.json.
 */
export class GlueService {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #createTime: Date;

  constructor(
    private readonly stack: Stack,
    clock: Clock,
  ) {
    // In whole seconds.
    this.#createTime = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
    this.operations = {
      GetDatabase: async ({ Name }, call) => {
        call.require('glue:GetDatabase', this.arns(named(Name)));
        return { Database: this.#describeDatabase(this.#database(named(Name))) };
      },
      GetTable: async ({ DatabaseName, Name }, call) => {
        return { Table: this.#describeTable(this.getTable(call, named(DatabaseName), named(Name))) };
      },
      GetTables: async ({ DatabaseName }, call) => {
        const tables = this.#tables(named(DatabaseName));
        call.require('glue:GetTables', this.arns(named(DatabaseName), ...tables.map((table) => text(table, 'name'))));
        return { TableList: tables.map((table) => this.#describeTable(table)) };
      },
      GetPartitions: async ({ DatabaseName, TableName }, call) => {
        call.require('glue:GetPartitions', this.arns(named(DatabaseName), named(TableName)));
        if (!this.#table(named(DatabaseName), named(TableName))) throw notFound(`Table ${named(TableName)} not found.`);
        // Partition projection: Athena computes the partitions, and the catalog holds none.
        return { Partitions: [] };
      },
    };
  }

  /**
   * Glue checks the resource and all its ancestors.
   * https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
   */
  arns(database: string, ...tables: string[]): string[] {
    const start = `arn:aws:glue:${this.stack.region}:${this.stack.accountId}`;
    return [
      `${start}:catalog`,
      `${start}:database/${database}`,
      ...tables.map((table) => `${start}:table/${database}/${table}`),
    ];
  }

  /** A read that another service makes: `call` tells with whose rights. */
  getTable(call: Call, database: string, name: string): Block {
    call.require('glue:GetTable', this.arns(database, name));
    const found = this.#table(database, name);
    if (!found) throw notFound('Entity Not Found');
    return found;
  }

  #database(name: string): Block {
    const found = blocksOfType(this.stack, 'aws_glue_catalog_database').find((block) => text(block, 'name') === name);
    if (!found) throw notFound(`Database ${name} not found.`);
    return found;
  }

  #tables(database: string): Block[] {
    this.#database(database);
    return blocksOfType(this.stack, 'aws_glue_catalog_table').filter(
      (block) => text(block, 'database_name') === database,
    );
  }

  #table(database: string, name: string): Block | undefined {
    return this.#tables(database).find((block) => text(block, 'name') === name);
  }

  #describeDatabase(block: Block) {
    return {
      Name: text(block, 'name'),
      Description: optionalText(block, 'description'),
      CatalogId: this.stack.accountId,
      CreateTime: this.#createTime,
    };
  }

  #describeTable(block: Block) {
    const storage = valueAt(block, 'storage_descriptor') ?? {};
    return {
      Name: text(block, 'name'),
      Description: optionalText(block, 'description'),
      DatabaseName: text(block, 'database_name'),
      CatalogId: this.stack.accountId,
      CreateTime: this.#createTime,
      UpdateTime: this.#createTime,
      Retention: 0,
      VersionId: '0',
      IsMultiDialectView: false,
      IsMaterializedView: false,
      TableType: optionalText(block, 'table_type'),
      Parameters: textMap(block, 'parameters'),
      PartitionKeys: list(block, 'partition_keys').map(column),
      StorageDescriptor: {
        Columns: list(storage, 'columns').map(column),
        Location: optionalText(storage, 'location'),
        InputFormat: optionalText(storage, 'input_format'),
        OutputFormat: optionalText(storage, 'output_format'),
        Compressed: false,
        NumberOfBuckets: 0,
        SortColumns: [],
        StoredAsSubDirectories: false,
        SerdeInfo: {
          Name: optionalText(storage, 'ser_de_info.name'),
          SerializationLibrary: optionalText(storage, 'ser_de_info.serialization_library'),
          Parameters: textMap(storage, 'ser_de_info.parameters'),
        },
      },
    };
  }
}

/** As Glue keeps it. */
const named = (name: unknown): string => String(name).toLowerCase();

const notFound = (words: string): AwsError => new AwsError('EntityNotFoundException', words);

const column = (of: Json) => ({
  Name: text(of, 'name'),
  Type: optionalText(of, 'type') ?? 'string',
  Comment: optionalText(of, 'comment'),
});
