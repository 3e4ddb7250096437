import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A relation of DuckDB's with all events that an account delivered into a folder. */
export function deliveredIn(folder: string): string {
  const files = readdirSync(join(folder, 's3'), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.parquet'))
    .map(({ parentPath, name }) => `'${join(parentPath, name)}'`);
  return `read_parquet([${files.join(', ')}], hive_partitioning = true, hive_types = {dt: VARCHAR})`;
}
