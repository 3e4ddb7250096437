import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type GlueTable } from '../../glue/glue-table';
import { type TableFile } from './table-files';

/**
 * The files of a table by paths that have their partitions, which the engine reads out of them. An object that was put over
 * another, or whose key is no name of a file, lies elsewhere (../../s3/store/file-names.ts): it gets a link.
 * @param bucket its folder
 * @param folder for links, the table's own
 */
export async function placeFiles(
  files: readonly TableFile[],
  { partitionKeys }: GlueTable,
  bucket: string,
  folder: string,
): Promise<readonly TableFile[]> {
  if (partitionKeys.length === 0) return files;
  const place = async (file: TableFile): Promise<TableFile> => {
    const { key, path, partition } = file;
    const name = relative(bucket, path);
    if (name === key) return file;
    const parts = partitionKeys.map((column, at) => `${column.name}=${encodeURIComponent(partition[at] ?? '')}`);
    const link = join(folder, encodeURIComponent(name), ...parts, 'file.parquet');
    await mkdir(dirname(link), { recursive: true });
    await symlink(path, link);
    return { ...file, path: link };
  };
  return Promise.all(files.map(place));
}
