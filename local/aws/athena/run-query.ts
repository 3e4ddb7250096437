import { type ObjectStore } from '../s3/object-store';
import { athenaError } from './engine/athena-error';
import { athenaText, columnInfo, type ColumnInfo } from './engine/athena-value';
import { type GlueTable } from '../glue/glue-table';
import { type Engine, type Engines } from './engine/engines';
import { isSmall, QueryDatabase, type TableSource } from './engine/query-database';
import { type Statement } from './engine/statement';
import { tableFiles } from './engine/table-files';
import { QueryFailure } from './query-failure';
import { type QueryRights } from './query-rights';
import { QueryTables } from './query-tables';
import { analyse, type EngineQuery } from './trino/analyse';
import { hasTry } from './trino/types/cast';
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
  readonly engines: Engines;
  /** Takes the function that stops the query. */
  readonly onStart: (interrupt: () => void) => void;
}

/** Runs a query from its names to its rows. @throws QueryFailure */
export async function runQuery(run: QueryRun): Promise<QueryResult> {
  const { statement, rights, store } = run;
  rights.findDefaultDatabase();
  try {
    const tables = new QueryTables(run.tables, run.database, rights);
    const query = analyse(statement.sql, statement.query, tables, run.now);
    const sources = tables.found.map((table): TableSource => ({ table, files: tableFiles(store, table, run.now) }));
    const stopped = new AbortController();
    run.onStart(() => stopped.abort());
    const kind = { oneThread: isSmall(sources), hasTry: hasTry(query.sql) };
    const work = async (engine: Engine) => {
      const database = await QueryDatabase.open({ sources, folder: store.folder, engine });
      try {
        run.onStart(() => {
          stopped.abort();
          database.interrupt();
        });
        const plan = await database.plan(query.sql);
        // An interrupt ends what runs, and nothing that begins after it.
        if (stopped.signal.aborted) throw new QueryFailure('Query cancelled by user', 'CANCELLED');
        for (const source of plan.sources) rights.readData(source);
        const limit = run.workgroup.scanLimit;
        if (limit !== undefined && plan.bytes > limit) {
          throw new QueryFailure('Bytes scanned limit was exceeded', 'CANCELLED', limit);
        }
        return { ...(await readRows(database, query)), bytesScanned: plan.bytes };
      } finally {
        database.close();
      }
    };
    return await run.engines.use(kind, work, stopped.signal);
  } catch (error) {
    throw error instanceof QueryFailure ? error : new QueryFailure(athenaError(error));
  }
}

async function readRows(
  database: QueryDatabase,
  { sql, columns }: EngineQuery,
): Promise<Pick<QueryResult, 'columns' | 'rows'>> {
  const result = await database.stream(sql);
  const rows: (string | null)[][] = [];
  for await (const chunk of result.yieldRows()) {
    for (const row of chunk) {
      rows.push(columns.map(({ type }, index) => athenaText(row[index] ?? null, type)));
    }
  }
  return { columns: columns.map(({ name, type }) => columnInfo(name, type)), rows };
}
