import { plainColumn } from '../engine/athena-value';
import { QueryFailure } from '../query-failure';
import { type QueryResult } from '../run-query';
import { NotInLocalRun } from '../trino/errors';
import { type Catalog, type Metadata } from './form';

/** @throws QueryFailure */
export function runMetadata(statement: Metadata, catalog: Catalog): QueryResult {
  catalog.rights.findDefaultDatabase();
  try {
    const rows = statement.rows(catalog).map((row) => [row]);
    return { columns: statement.columns.map((name) => plainColumn(name, 'string')), rows, bytesScanned: 0 };
  } catch (error) {
    throw error instanceof NotInLocalRun ? new QueryFailure(error.message) : error;
  }
}
