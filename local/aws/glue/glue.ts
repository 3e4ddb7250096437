import { blocksOfType, list, optionalText, text, textMap, valueAt } from '../../../terraform/query';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { type Call, type Operation } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';

/** Reads of the Data Catalog, answered from the synthesized databases and tables. */
export class GlueService {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #createTime: Date;

  constructor(
    private readonly stack: Stack,
    clock: Clock,
  ) {
    this.#createTime = clock.now();
    this.operations = {
      GetDatabase: async ({ Name }, call) => {
        call.require('glue:GetDatabase', this.arns(String(Name)));
        return { Database: this.#describeDatabase(this.#database(String(Name))) };
      },
      GetTable: async ({ DatabaseName, Name }, call) => {
        call.require('glue:GetTable', this.arns(String(DatabaseName), String(Name)));
        return { Table: this.#describeTable(this.#table(String(DatabaseName), String(Name))) };
      },
      GetTables: async ({ DatabaseName }, call) => {
        const tables = this.#tables(String(DatabaseName));
        call.require('glue:GetTables', this.arns(String(DatabaseName), ...tables.map((table) => text(table, 'name'))));
        return { TableList: tables.map((table) => this.#describeTable(table)) };
      },
      GetPartitions: async ({ DatabaseName, TableName }, call) => {
        call.require('glue:GetPartitions', this.arns(String(DatabaseName), String(TableName)));
        this.#table(String(DatabaseName), String(TableName));
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
    return this.#table(database, name);
  }

  #database(name: string): Block {
    const found = blocksOfType(this.stack, 'aws_glue_catalog_database').find((block) => text(block, 'name') === name);
    if (!found) throw new AwsError('EntityNotFoundException', `Database ${name} not found.`);
    return found;
  }

  #tables(database: string): Block[] {
    this.#database(database);
    return blocksOfType(this.stack, 'aws_glue_catalog_table').filter(
      (block) => text(block, 'database_name') === database,
    );
  }

  #table(database: string, name: string): Block {
    const found = this.#tables(database).find((block) => text(block, 'name') === name);
    if (!found) throw new AwsError('EntityNotFoundException', `Table ${name} not found.`);
    return found;
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
      VersionId: '0',
      TableType: optionalText(block, 'table_type'),
      Parameters: textMap(block, 'parameters'),
      PartitionKeys: list(block, 'partition_keys').map(column),
      StorageDescriptor: {
        Columns: list(storage, 'columns').map(column),
        Location: optionalText(storage, 'location'),
        InputFormat: optionalText(storage, 'input_format'),
        OutputFormat: optionalText(storage, 'output_format'),
        SerdeInfo: {
          Name: optionalText(storage, 'ser_de_info.name'),
          SerializationLibrary: optionalText(storage, 'ser_de_info.serialization_library'),
          Parameters: textMap(storage, 'ser_de_info.parameters'),
        },
      },
    };
  }
}

const column = (of: Json) => ({
  Name: text(of, 'name'),
  Type: optionalText(of, 'type') ?? 'string',
  Comment: optionalText(of, 'comment'),
});
