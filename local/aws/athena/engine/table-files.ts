import { type ObjectStore } from '../../s3/object-store';
import { type GlueTable } from '../../glue/glue-table';
import { type PartitionValues, projectedPartitions } from '../../glue/partition-projection';

/** A data file of a table. */
export interface TableFile {
  readonly key: string;
  readonly path: string;
  readonly partition: PartitionValues;
}

/**
 * The files that Athena sees: those in projected partitions, whose names don't start with `_` or `.`, and that aren't
 * empty markers. https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html
 */
export function tableFiles(store: ObjectStore, table: GlueTable, now: Date): TableFile[] {
  const isProjected = projectedPartitions(table, now);
  const files: TableFile[] = [];
  for (const key of store.list(table.bucket, table.prefix)) {
    const parts = key.slice(table.prefix.length).split('/');
    const name = parts[parts.length - 1] ?? '';
    if (name === '' || name.startsWith('_') || name.startsWith('.')) continue;
    const partition = table.partitionKeys.map(({ name: column }, index) => valueOf(parts[index] ?? '', column));
    if (!partition.every((value) => value !== undefined) || !isProjected(partition)) continue;
    if ((store.head(table.bucket, key)?.size ?? 0) === 0) continue;
    files.push({ key, path: store.path(table.bucket, key), partition });
  }
  return files;
}

/** The prefix that Athena lists for a partition: `events/dt=2020-10-10/`. */
export const partitionPrefix = (table: GlueTable, partition: PartitionValues): string =>
  table.prefix + table.partitionKeys.map(({ name }, index) => `${name}=${partition[index] ?? ''}/`).join('');

function valueOf(part: string, column: string): string | undefined {
  const at = part.indexOf('=');
  if (at < 0 || part.slice(0, at).toLowerCase() !== column) return undefined;
  const value = part.slice(at + 1);
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
