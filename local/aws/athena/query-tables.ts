import { type GlueTable } from '../glue/glue-table';
import { type QueryRights } from './query-rights';
import { type Tables } from './trino/analysis/tables';
import { NotInLocalRun, TrinoError } from './trino/errors';
import { type Name } from './trino/grammar/ast';
import { type Position } from './trino/grammar/token';

/** The catalog as a query's caller may see it; remembers what the query names. */
export class QueryTables implements Tables {
  readonly #found = new Set<GlueTable>();

  constructor(
    private readonly tables: readonly GlueTable[],
    private readonly database: string | undefined,
    private readonly rights: QueryRights,
  ) {}

  get found(): readonly GlueTable[] {
    return [...this.#found];
  }

  find(parts: readonly Name[], at: Position): GlueTable {
    const [name = '', schema = this.database?.toLowerCase(), catalog = 'awsdatacatalog', more] = parts
      .map(({ text }) => text.toLowerCase())
      .reverse();
    if (more !== undefined)
      throw new TrinoError(
        'SYNTAX_ERROR',
        `Too many dots in table name: ${parts.map(({ text }) => text.toLowerCase()).join('.')}`,
        at,
      );
    if (schema === undefined) {
      throw new TrinoError('MISSING_SCHEMA_NAME', 'Schema must be specified when session schema is not set', at);
    }
    if (schema === 'information_schema' || name.includes('$'))
      throw new NotInLocalRun(`the table ${schema}.${name}`, at);
    if (catalog !== 'awsdatacatalog') {
      if (catalog === 'system') throw new NotInLocalRun(`the catalog ${catalog}`, at);
      throw new TrinoError('CATALOG_NOT_FOUND', `Catalog '${catalog}' not found`, at);
    }
    const table = this.tables.find((one) => one.database === schema && one.name === name);
    if (!table) {
      throw this.tables.some((one) => one.database === schema)
        ? new TrinoError('TABLE_NOT_FOUND', `Table 'awsdatacatalog.${schema}.${name}' does not exist`, at)
        : new TrinoError('SCHEMA_NOT_FOUND', `Schema '${schema}' does not exist`, at);
    }
    if (!this.#found.has(table)) {
      this.rights.findDatabase(table.database);
      this.rights.readSchema(table);
      this.#found.add(table);
    }
    return table;
  }
}
