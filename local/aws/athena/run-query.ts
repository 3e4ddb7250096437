import { type ObjectStore } from '../s3/object-store';
import { athenaError, schemaNotFound, tableNotFound } from './engine/athena-error';
import { athenaText, columnInfo, type ColumnInfo } from './engine/athena-value';
import { type GlueTable } from '../glue/glue-table';
import { QueryDatabase, type TableSource } from './engine/query-database';
import { type Statement } from './engine/statement';
import { tableFiles } from './engine/table-files';
import { QueryFailure } from './query-failure';
import { type QueryRights } from './query-rights';
import { type Workgroup } from './workgroup';

export interface QueryResult {
  readonly columns: readonly ColumnInfo[];
  /** As Athena prints values; null where it prints nothing. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly bytesScanned: number;
}

export interface QueryRun {
  readonly statement: Statement;
  /** Of the query's context: where unqualified names are looked for. */
  readonly database?: string;
  readonly workgroup: Workgroup;
  readonly rights: QueryRights;
  readonly tables: readonly GlueTable[];
  readonly store: ObjectStore;
  readonly now: Date;
  readonly scratch: string;
  readonly memoryLimit: string;
  /** Takes the function that stops the query. */
  readonly onStart: (interrupt: () => void) => void;
}

/** Runs a query from its names to its rows. @throws QueryFailure */
export async function runQuery(run: QueryRun): Promise<QueryResult> {
  const { statement, rights, store } = run;
  rights.findDefaultDatabase();
  const sources = resolveTables(run).map((table): TableSource => {
    rights.findDatabase(table.database);
    rights.readSchema(table);
    return { table, files: tableFiles(store, table, run.now) };
  });
  try {
    const database = await QueryDatabase.open({
      sources,
      ...(run.database === undefined ? {} : { database: run.database.toLowerCase() }),
      folder: store.folder,
      scratch: run.scratch,
      memoryLimit: run.memoryLimit,
    });
    try {
      run.onStart(() => database.interrupt());
      const plan = await database.plan(statement.sql);
      for (const source of plan.sources) rights.readData(source);
      const limit = run.workgroup.scanLimit;
      if (limit !== undefined && plan.bytes > limit) {
        throw new QueryFailure('Bytes scanned limit was exceeded', 'CANCELLED', limit);
      }
      return { ...(await readRows(database, statement.sql)), bytesScanned: plan.bytes };
    } finally {
      await database.close();
    }
  } catch (error) {
    throw error instanceof QueryFailure ? error : new QueryFailure(athenaError(error, statement.sql));
  }
}

function resolveTables({ statement, database, tables }: QueryRun): GlueTable[] {
  const found = statement.tables.map((reference) => {
    const schema = reference.database ?? database?.toLowerCase();
    if (schema === undefined) {
      throw new QueryFailure('MISSING_SCHEMA_NAME: line 1:1: Schema must be specified when session schema is not set');
    }
    if (reference.catalog !== undefined && reference.catalog !== 'awsdatacatalog') {
      throw new QueryFailure(`CATALOG_NOT_FOUND: line 1:1: Catalog '${reference.catalog}' does not exist`);
    }
    const table = tables.find((one) => one.database === schema && one.name === reference.name);
    if (table) return table;
    throw new QueryFailure(
      tables.some((one) => one.database === schema)
        ? tableNotFound(statement.sql, schema, reference.name)
        : schemaNotFound(statement.sql, schema),
    );
  });
  return [...new Set(found)];
}

async function readRows(database: QueryDatabase, sql: string): Promise<Pick<QueryResult, 'columns' | 'rows'>> {
  const result = await database.stream(sql);
  const types = result.columnTypes().map(String);
  const columns = result.columnNames().map((name, index) => columnInfo(name, types[index] ?? ''));
  const rows: (string | null)[][] = [];
  for await (const chunk of result.yieldRows()) {
    for (const row of chunk) rows.push(row.map((value, index) => athenaText(value, types[index] ?? '')));
  }
  return { columns, rows };
}
