import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type GlueTable } from '../../glue/glue-table';
import { type TableFile } from './table-files';

/** A file by the path that the engine is told. */
export interface PlacedFile {
  readonly key: string;
  readonly path: string;
  /** Whether it lies in its bucket's folder where its key says, letter by letter. */
  readonly isByKey: boolean;
}

/**
 * The engine reads a file's partition out of its path. An object that was put over another, or whose key is no name of a
 * file, lies elsewhere (../../s3/store/file-names.ts): it gets a link that has its partition, and is told by its key.
 * @param folder for links; they are made once
 */
export async function placeFiles(
  files: readonly TableFile[],
  { partitionKeys }: GlueTable,
  bucket: string,
  folder: string,
): Promise<readonly PlacedFile[]> {
  const place = async ({ key, path, partition }: TableFile): Promise<PlacedFile> => {
    const name = relative(bucket, path);
    if (name === key) return { key, path, isByKey: true };
    if (partitionKeys.length === 0) return { key, path, isByKey: false };
    const parts = partitionKeys.map((column, at) => `${column.name}=${encodeURIComponent(partition[at] ?? '')}`);
    const link = join(folder, encodeURIComponent(name), ...parts, 'file.parquet');
    await mkdir(dirname(link), { recursive: true });
    await symlink(path, link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    return { key, path: link, isByKey: false };
  };
  return Promise.all(files.map(place));
}
