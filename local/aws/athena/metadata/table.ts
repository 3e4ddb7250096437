import { randomUUID } from 'node:crypto';
import { type GlueTable } from '../../glue/glue-table';
import { invalidRequest } from '../engine/statement';
import { QueryFailure } from '../query-failure';
import { NotInLocalRun } from '../trino/errors';
import { type Catalog } from './form';
import { type TableName } from './words';

/** Undefined where it is not there. @throws NotInLocalRun without a database, and for a table whose answers differ */
export function findTable(catalog: Catalog, { database, name }: TableName, what: string) {
  const schema = database ?? catalog.database?.toLowerCase();
  if (schema === undefined) throw new NotInLocalRun(`${what} of a table without a database`);
  const table = catalog.tables.find((one) => one.database === schema && one.name === name);
  if (table?.parameters['table_type']?.toLowerCase() === 'iceberg') {
    throw new NotInLocalRun(`${what} of an Iceberg table`);
  }
  return { database: schema, name, table };
}

/**
 * Of SHOW COLUMNS and DESCRIBE, Athena asks Glue for the table before it takes the statement in.
 * Recorded in aoyagikouhei/athena-local at 01606e0, docs/caveats.md (#207).
 * @throws AwsError InvalidRequestException
 */
export function checkTable(catalog: Catalog, named: TableName, what: string): void {
  try {
    const { database, name, table } = findTable(catalog, named, what);
    catalog.rights.readSchema({ database, name });
    if (table) return;
  } catch (error) {
    throw error instanceof NotInLocalRun || error instanceof QueryFailure ? invalidRequest(error.message) : error;
  }
  throw invalidRequest(
    'Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; ' +
      `Request ID: ${randomUUID()}; Proxy: null)`,
    'INVALID_INPUT',
  );
}

/** The table, of a database that the caller may find. @throws NotInLocalRun: what Athena says else is not known */
export function checkedTable(catalog: Catalog, named: TableName, what: string): GlueTable {
  const { table } = findTable(catalog, named, what);
  if (!table) throw new NotInLocalRun(`${what} of a table that is not there`);
  catalog.rights.findDatabase(table.database);
  return table;
}

/** As Hive's: at least 20 characters, and never cut. */
export const padded = (text: string): string => text.padEnd(20);
