import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { UserError } from '../../../scripts/user-error';
import { DiskFull, isDiskFull } from '../s3/object-store';
import { blocksOfType, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/** What `archive_file` puts into every entry, so that a zip depends on its files' bytes alone. */
const entryTime = new Date(2049, 0, 1);

/** Where a function's code comes from and goes to. */
export interface Archive {
  /** The bundle, an absolute path. */
  readonly source: string;
  /** `start-query-execution.zip` */
  readonly zipName: string;
}

/** @throws UserError when the function's code isn't there, before anything runs */
export function archiveOf(stack: Stack, lambda: Block): Archive {
  const filename = text(lambda, 'filename');
  const archive = blocksOfType(stack, 'archive_file').find((one) => text(one, 'output_path') === filename);
  if (!archive) {
    throw new UserError(
      `${lambda.address}: filename ${filename} is the output_path of no archive_file: ` +
        `it must refer to one, or its code can't be found.`,
    );
  }
  if (text(archive, 'type') !== 'zip') throw new UserError(`${archive.address}: type must be zip.`);
  const source = resolve(stack.folder, text(archive, 'source_file'));
  if (!existsSync(source)) {
    throw new UserError(`${archive.address}: source_file ${source} is missing: run "npm run synth" to write it anew.`);
  }
  return { source, zipName: basename(filename) };
}

/** Where they go. */
export interface Folders {
  /** The run's own: its zips are kept with it. */
  readonly run: string;
  /** Of the functions' code while they run: outside of the repository, whose packages nothing may find from there. */
  readonly code: string;
}

/**
 * Does what Terraform does at plan (zip the bundle) and Lambda at start (unzip it): the code that runs is the code in
 * the zip.
 * @returns the folder that holds the function's code, Lambda's /var/task
 * @throws DiskFull
 */
export function unpackFunction(archive: Archive, functionName: string, folders: Folders): string {
  try {
    return unpack(archive, functionName, folders);
  } catch (error) {
    throw isDiskFull(error) ? new DiskFull(folders.run) : error;
  }
}

function unpack({ source, zipName }: Archive, functionName: string, folders: Folders): string {
  // Stored, not deflated: no one downloads it, and deflating took a third of a second of each run.
  const zip = zipSync({ [basename(source)]: [readFileSync(source), { mtime: entryTime, level: 0 }] });
  const zipFile = join(folders.run, 'zips', zipName);
  const task = join(folders.code, functionName, 'task');
  mkdirSync(dirname(zipFile), { recursive: true });
  mkdirSync(task, { recursive: true });
  writeFileSync(zipFile, zip);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zipFile)))) writeFileSync(join(task, name), bytes);
  return task;
}
