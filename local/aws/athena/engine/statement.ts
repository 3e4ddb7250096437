import { AwsError } from '../../shared/errors';
import { engine } from '../../shared/duckdb';
import { quoteText } from '../../glue/hive-type';

/** A table as the query names it, in lower case; `database` is absent when the name has none. */
export interface TableReference {
  readonly catalog?: string;
  readonly database?: string;
  readonly name: string;
}

export interface Statement {
  readonly sql: string;
  readonly tables: readonly TableReference[];
}

/** Athena refuses what it cannot parse when the query is submitted, not as a failed execution. */
export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequestException', message, 400);

/**
 * Reads one SELECT and the tables that it names.
 * @throws AwsError InvalidRequestException in Athena's words
 */
export async function parseStatement(sql: string): Promise<Statement> {
  const text = sql.trim().replace(/;\s*$/, '');
  if (text === '') throw invalidRequest('Query string is empty.');
  const parsed = await serialize(text);
  if (parsed.error) {
    if (parsed.error_type === 'not implemented') throw invalidRequest('Queries of this type are not supported');
    throw invalidRequest(syntaxError(text, parsed));
  }
  if (parsed.statements.length !== 1) throw invalidRequest('Only one sql statement is allowed. Got: ' + sql);
  const tables = new Map<string, TableReference>();
  const common = new Set<string>();
  walk(parsed.statements[0], (node) => {
    const { map } = (node['cte_map'] ?? {}) as { map?: { key: string }[] };
    for (const { key } of map ?? []) common.add(key.toLowerCase());
  });
  walk(parsed.statements[0], (node) => {
    if (node['type'] === 'TABLE_FUNCTION') refuseFunction(text, node);
    if (node['type'] === 'SHOW_REF') throw invalidRequest('Queries of this type are not supported');
    if (node['type'] !== 'BASE_TABLE') return;
    const [catalog, database, name] = ['catalog_name', 'schema_name', 'table_name'].map((field) =>
      String(node[field] ?? '').toLowerCase(),
    );
    if (name === undefined || (database === '' && common.has(name))) return;
    tables.set(JSON.stringify([catalog, database, name]), {
      ...(catalog ? { catalog } : {}),
      ...(database ? { database } : {}),
      name,
    });
  });
  return { sql: text, tables: [...tables.values()] };
}

interface Parsed {
  readonly error: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements: readonly unknown[];
}

async function serialize(sql: string): Promise<Parsed> {
  const connection = await (await engine()).connect();
  try {
    const reader = await connection.runAndReadAll(`SELECT json_serialize_sql(${quoteText(sql)})`);
    return JSON.parse(String(reader.value(0, 0))) as Parsed;
  } finally {
    connection.closeSync();
  }
}

function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const item of node) walk(item, visit);
  else if (node !== null && typeof node === 'object') {
    visit(node as Record<string, unknown>);
    for (const value of Object.values(node)) walk(value, visit);
  }
}

/** `read_csv` and the like would read files past the tables: Athena has none of them. */
function refuseFunction(sql: string, node: Record<string, unknown>): void {
  const { function_name: name = '' } = (node['function'] ?? {}) as { function_name?: string };
  if (name.toLowerCase() === 'unnest') return;
  throw invalidRequest(
    `${lineAndColumn(sql, Number(node['query_location'] ?? 0))}: Table function '${name}' not registered`,
  );
}

/** Trino's wording of what DuckDB's parser says. */
function syntaxError(sql: string, { error_message = '', position = '0' }: Parsed): string {
  const near = /at or near "(.*)"$/.exec(error_message)?.[1];
  const at = lineAndColumn(sql, near === undefined ? sql.length : Number(position));
  if (near !== undefined) return `${at}: mismatched input '${near}'`;
  return `${at}: mismatched input '<EOF>'${/end of input/.test(error_message) ? '' : ` (${error_message})`}`;
}

/** `line 2:8` of an offset in bytes. */
export function lineAndColumn(sql: string, offset: number): string {
  const before = Buffer.from(sql).subarray(0, offset).toString();
  const lines = before.split('\n');
  return `line ${lines.length}:${(lines[lines.length - 1] ?? '').length + 1}`;
}
