import { type DuckDBConnection } from '@duckdb/node-api';

/** One reading of Parquet files in DuckDB's plan. */
export interface Scan {
  /** Names that the scan reads, partition keys among them. */
  readonly columns: ReadonlySet<string>;
  /** SQL over the partition keys alone, absent when no predicate prunes files. */
  readonly fileFilter?: string;
}

interface PlanNode {
  readonly name: string;
  readonly children?: readonly PlanNode[];
  readonly extra_info?: Readonly<Record<string, string | readonly string[]>>;
}

/** How a query would read its tables, without reading them. `among`: the columns that may be named. */
export async function planScans(connection: DuckDBConnection, sql: string, among: readonly string[]): Promise<Scan[]> {
  const reader = await connection.runAndReadAll(`EXPLAIN (FORMAT json) ${sql}`);
  const scans: Scan[] = [];
  const visit = (node: PlanNode): void => {
    if (/PARQUET/.test(node.name)) scans.push(scanOf(node.extra_info ?? {}, among));
    for (const child of node.children ?? []) visit(child);
  };
  for (const root of JSON.parse(String(reader.value(1, 0))) as PlanNode[]) visit(root);
  return scans;
}

function scanOf(info: Readonly<Record<string, string | readonly string[]>>, among: readonly string[]): Scan {
  const texts = (name: string): readonly string[] => {
    const value = info[name] ?? [];
    return typeof value === 'string' ? (value === '' ? [] : [value]) : value;
  };
  // A column that only a filter reads is not among the projections.
  const named = new Set(
    texts('Filters').flatMap((filter) => withoutStrings(filter).match(/[\p{L}_][\p{L}\d_]*/gu) ?? []),
  );
  const columns = new Set(among.filter((column) => texts('Projections').includes(column) || named.has(column)));
  const filters = texts('File Filters');
  return filters.length === 0
    ? { columns }
    : { columns, fileFilter: filters.map((filter) => `(${filter})`).join(' AND ') };
}

const withoutStrings = (sql: string): string => sql.replaceAll(/'(?:[^']|'')*'/g, '');
