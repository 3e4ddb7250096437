import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { UserError } from '../../scripts/user-error';
import { block, blocksOfType, optionalText, text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';

/** What `archive_file` puts into every entry, so that a zip depends on its files' bytes alone. */
const entryTime = new Date(2049, 0, 1);

/**
 * Does what Terraform does at plan (zip the bundle) and Lambda at start (unzip it), inside the run's folder: the code
 * that runs is the code in the zip.
 * @returns the folder that holds the function's code, Lambda's /var/task
 */
export function unpackFunction(stack: Stack, lambda: Block, runFolder: string): string {
  const filename = text(lambda, 'filename');
  const archive = blocksOfType(stack, 'archive_file').find((one) => text(one, 'output_path') === filename);
  if (!archive) {
    throw new UserError(
      `${lambda.address}: filename ${filename} is the output_path of no archive_file: ` +
        `it must refer to one, or its code can't be found.`,
    );
  }
  const source = resolve(stack.folder, text(block(stack, archive.address), 'source_file'));
  const zip = zipSync({ [basename(source)]: [readSource(archive, source), { mtime: entryTime, level: 9 }] });
  const zipFile = join(runFolder, 'zips', basename(filename));
  const task = join(runFolder, 'functions', text(lambda, 'function_name'), 'task');
  mkdirSync(dirname(zipFile), { recursive: true });
  mkdirSync(task, { recursive: true });
  writeFileSync(zipFile, zip);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zipFile)))) writeFileSync(join(task, name), bytes);
  return task;
}

function readSource(archive: Block, source: string): Uint8Array {
  if (optionalText(archive, 'type') !== 'zip') throw new UserError(`${archive.address}: type must be zip.`);
  try {
    return readFileSync(source);
  } catch {
    throw new UserError(
      `${archive.address}: source_file ${source} can't be read: run "npm run synth" to write it anew.`,
    );
  }
}
