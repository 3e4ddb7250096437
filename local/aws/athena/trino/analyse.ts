import { type Query } from './grammar/ast';
import { QueryAnalysis } from './analysis/query';
import { type Tables } from './analysis/tables';
import { type TrinoType } from './types/type';

export interface EngineQuery {
  /** In DuckDB's words. */
  readonly sql: string;
  readonly columns: readonly { readonly name: string; readonly type: TrinoType }[];
}

/** Types a query and writes it for the engine. @throws TrinoError, NotInLocalRun */
export function analyse(text: string, query: Query, tables: Tables, now: Date): EngineQuery {
  const { sql, columns } = new QueryAnalysis(text, tables, now).query(query, undefined);
  // Athena names what has no name by its place.
  return { sql, columns: columns.map(({ name, type }, index) => ({ name: name ?? `_col${index}`, type })) };
}
