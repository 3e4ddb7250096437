import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfChanged } from '../files/write-if-changed';

/**
 * Puts what was synthesized where it shall lie, and takes other bundles and stacks away. What is the same already stays,
 * and what Terraform left beside a stack (`zips/`, `.terraform/`); whoever reads a file meanwhile sees it whole.
 * @param files of `from`, by their path in it
 * @param stacks the names of those that stay
 */
export function placeSynthesis(
  from: string,
  outdir: string,
  { files, stacks }: { readonly files: readonly string[]; readonly stacks: readonly string[] },
): void {
  removeAllBut(readdirSync(join(from, 'bundles')), join(outdir, 'bundles'));
  removeAllBut(stacks, join(outdir, 'stacks'));
  for (const file of files) writeIfChanged(join(outdir, file), readFileSync(join(from, file)));
}

function removeAllBut(keep: readonly string[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!keep.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}
