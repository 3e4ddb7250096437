import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';
import { writeIfChanged } from '../files/write-if-changed';
import { forgetSynthesis, recordSynthesis } from './current-synthesis';
import { foldersIn, placeSynthesis } from './place-synthesis';

/** So many are kept, those that were used last: of a few branches, some five megabytes each. */
const MOST = 4;

/** Of the sources' digest, and each file's path and bytes: what lies behind it, one after the other. */
interface Head {
  /** The checkout: checkouts may share their packages, whose places are in the bundles' source maps. */
  readonly root: string;
  readonly inputs: string;
  readonly files: readonly (readonly [path: string, bytes: number])[];
}

const folderIn = (root: string): string => join(root, 'node_modules/.cache/synthesized');

/** Keeps what a synth of every environment of the checkout's own has just written from `inputs`, for `takeSynthesis`. */
export function keepSynthesis(
  outdir: string,
  inputs: string,
  written: readonly string[],
  root = repositoryRoot(),
): void {
  const contents = written.map((path) => readFileSync(join(outdir, path)));
  const files = written.map((path, index) => [path, contents[index]?.length ?? 0] as const);
  const kept = Buffer.concat([Buffer.from(`${JSON.stringify({ root, inputs, files } satisfies Head)}\n`), ...contents]);
  writeIfChanged(join(folderIn(root), inputs), Buffer.concat([digestOf(kept), kept]));
  removeOld(folderIn(root));
}

/**
 * Writes to `outdir` what a synth of the same inputs wrote, wherever it did, if that was kept and each byte is as it was
 * then.
 */
export function takeSynthesis(outdir: string, inputs: string, root = repositoryRoot()): boolean {
  const files = keptFiles(inputs, root);
  if (!files) return false;
  const now = new Date();
  utimesSync(join(folderIn(root), inputs), now, now);
  const paths = [...files.keys()];
  forgetSynthesis(outdir, root);
  placeSynthesis(files, foldersIn('stacks', paths), outdir);
  recordSynthesis(outdir, inputs, paths, 'own', root);
  return true;
}

function keptFiles(inputs: string, root: string): Map<string, Buffer> | undefined {
  let all: Buffer;
  try {
    all = readFileSync(join(folderIn(root), inputs));
  } catch {
    return undefined;
  }
  const kept = all.subarray(DIGEST_BYTES);
  if (!digestOf(kept).equals(all.subarray(0, DIGEST_BYTES))) return undefined;
  const end = kept.indexOf('\n');
  const head = JSON.parse(kept.toString('utf8', 0, end)) as Head;
  if (head.root !== root || head.inputs !== inputs) return undefined;
  let at = end + 1;
  return new Map(head.files.map(([path, bytes]) => [path, kept.subarray(at, (at += bytes))]));
}

const DIGEST_BYTES = 32;
const digestOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

function removeOld(folder: string): void {
  const times = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return { path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
  });
  for (const { path } of times.sort((one, another) => another.time - one.time).slice(MOST))
    rmSync(path, { recursive: true, force: true });
}
