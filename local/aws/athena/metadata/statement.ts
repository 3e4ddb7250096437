import { invalidRequest, withoutEnd } from '../engine/statement';
import { NotInLocalRun } from '../trino/errors';
import { tokensOf } from '../trino/grammar/lexer';
import { describe } from './describe';
import { type Form, type Metadata } from './form';
import { showColumns } from './show-columns';
import { showDatabases } from './show-databases';
import { showPartitions } from './show-partitions';
import { showTables } from './show-tables';
import { Words } from './words';

/** As Athena's pages write them. */
export const forms: readonly (readonly [syntax: string, form: Form])[] = [
  ["SHOW TABLES [{IN|FROM} database] [[LIKE] 'pattern']", showTables],
  ['SHOW {DATABASES|SCHEMAS}', showDatabases],
  ['SHOW COLUMNS {FROM|IN} [database.]table', showColumns],
  ['SHOW COLUMNS {FROM|IN} table {FROM|IN} database', showColumns],
  ['SHOW PARTITIONS [database.]table', showPartitions],
  ['{DESCRIBE|DESC} [database.]table', describe],
];

/** Any other statement need not be read for this, and a report's query is long. */
const BEGINS = /^(?:\s|--[^\n]*\n)*(?:show|desc|describe)\b/i;

/**
 * Reads a statement that tells of the catalog; undefined for any other, and for one that is not taken here. A block
 * comment is not: Athena's Hive parser fails on it in some statements and places.
 * @throws AwsError InvalidRequestException for a pattern that is not taken
 */
export function readMetadata(sql: string): Metadata | undefined {
  const text = withoutEnd(sql);
  if (text.includes('/*') || !BEGINS.test(text)) return undefined;
  const tokens = tokensOf(text);
  try {
    for (const [, form] of forms) {
      const statement = form(new Words(tokens));
      if (statement) return statement;
    }
    return undefined;
  } catch (error) {
    throw error instanceof NotInLocalRun ? invalidRequest(error.message) : error;
  }
}
