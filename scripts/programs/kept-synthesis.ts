import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';
import { currentFiles, forgetSynthesis, recordSynthesis } from './current-synthesis';
import { placeSynthesis } from './place-synthesis';

/** So many are kept: of a few branches, some five megabytes each. */
const MOST = 4;

const keptIn = (root: string): string => join(root, 'node_modules/.cache/synthesized');

/** Keeps what a synth of every environment of the checkout's own has just written from `inputs`: see `takeSynthesis`. */
export function keepSynthesis(
  outdir: string,
  inputs: string,
  written: readonly string[],
  root = repositoryRoot(),
): void {
  const kept = join(keptIn(root), inputs);
  placeSynthesis(outdir, kept, { files: written, stacks: readdirSync(join(outdir, 'stacks')) });
  recordSynthesis(kept, inputs, written, 'own', root);
  removeOld(root);
}

/**
 * Writes to `outdir` what a synth of the same inputs wrote, wherever it did, if that was kept and each byte is as it was
 * then.
 */
export function takeSynthesis(outdir: string, inputs: string, root = repositoryRoot()): boolean {
  const kept = join(keptIn(root), inputs);
  const files = currentFiles(kept, root, { inputs, whose: 'own' });
  if (!files) return false;
  forgetSynthesis(outdir, root);
  placeSynthesis(kept, outdir, { files, stacks: readdirSync(join(kept, 'stacks')) });
  recordSynthesis(outdir, inputs, files, 'own', root);
  return true;
}

function removeOld(root: string): void {
  const times = readdirSync(keptIn(root)).map((name) => {
    const path = join(keptIn(root), name);
    return { path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
  });
  for (const { path } of times.sort((one, another) => another.time - one.time).slice(MOST)) {
    forgetSynthesis(path, root);
    rmSync(path, { recursive: true, force: true });
  }
}
