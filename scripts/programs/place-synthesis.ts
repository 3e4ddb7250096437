import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfChanged } from '../files/write-if-changed';

/**
 * Puts what was synthesized where it shall lie, and takes other bundles and stacks away. What is the same already stays,
 * and what Terraform left beside a stack (`zips/`, `.terraform/`); whoever reads a file meanwhile sees it whole.
 * @param files by their path in `outdir`
 * @param stacks the names of those that stay
 */
export function placeSynthesis(files: ReadonlyMap<string, Buffer>, stacks: readonly string[], outdir: string): void {
  removeAllBut(foldersIn('bundles', [...files.keys()]), join(outdir, 'bundles'));
  removeAllBut(stacks, join(outdir, 'stacks'));
  for (const [file, content] of files) writeIfChanged(join(outdir, file), content);
}

/** Names of the folders that paths have in a folder. */
export const foldersIn = (folder: string, paths: readonly string[]): string[] => {
  const parts = paths.map((path) => path.split(/[\\/]/));
  return parts.flatMap(([top, name]) => (top === folder && name !== undefined ? [name] : []));
};

function removeAllBut(keep: readonly string[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!keep.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}
