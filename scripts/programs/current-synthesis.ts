import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { repositoryRoot } from '../files/repository-root';
import { writeIfChanged } from '../files/write-if-changed';

/** Whatever a synth reads: these folders, and the packages that the lock names. */
const FOLDERS = ['environments', 'constructs', 'lambdas', 'state-machines', 'catalog', 'scripts'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', '.terraform-version', '.opentofu-version'];

/** Whose settings were synthesized: the checkout's own, or those it came with. */
export type Whose = 'own' | 'shipped';

/**
 * Whether what lies in `outdir` is, byte for byte, what a synth of the checkout as it is now would write: so that those who
 * only read it need not make it anew each time. What can't be told is not current.
 * @param known the digest of the inputs, where it was taken already; whose settings it must be of, where that matters
 */
export const isCurrent = (outdir: string, root = repositoryRoot(), known: Known = {}): boolean =>
  currentDigest(outdir, root, known) !== undefined;

interface Known {
  readonly inputs?: string;
  readonly whose?: Whose;
}

/** Of what lies there, names and contents, where it is current; undefined where it is not. */
export function currentDigest(outdir: string, root = repositoryRoot(), known: Known = {}): string | undefined {
  try {
    const { inputs, outputs, whose } = JSON.parse(readFileSync(recordOf(outdir, root), 'utf8')) as Synthesis;
    const names = Object.keys(outputs);
    const isIt =
      (known.whose ?? whose) === whose &&
      inputs === (known.inputs ?? inputsDigest(root)) &&
      WHOLE.every((folder) =>
        readdirSync(join(outdir, folder)).every((one) => names.some((name) => name.startsWith(join(folder, one, '/')))),
      ) &&
      Object.entries(outputs).every(([name, digest]) => digestOf([name], outdir) === digest);
    if (!isIt) return undefined;
    return createHash('sha256')
      .update(JSON.stringify([whose, Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1))]))
      .digest('hex');
  } catch {
    return undefined;
  }
}

/** sha256 of what was read and, by path, of what was written. */
interface Synthesis {
  readonly whose: Whose;
  readonly inputs: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A synth removes from these what is none of its own. */
const WHOLE = ['stacks', 'bundles'];

/** What a synth reads, as one sha256: files, and the variables of CDKTF's. */
export function inputsDigest(root = repositoryRoot()): string {
  const variables = Object.entries(process.env)
    .filter(([name]) => /^(CDKTF_|SYNTH_|TERRAFORM_BINARY_NAME$)/.test(name) && name !== 'CDKTF_OUTDIR')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(variables))
    .update(digestOf(inputFiles(root), root))
    .digest('hex');
}

/** Of all files in folders of a checkout but its tests, names and contents, as one sha256. */
export const foldersDigest = (folders: readonly string[], root = repositoryRoot()): string =>
  digestOf(filesIn(folders, root), root);

/** Notes what a synth of every environment has just written from `inputs` (taken before it began). */
export function recordSynthesis(
  outdir: string,
  inputs: string,
  written: readonly string[],
  whose: Whose,
  root = repositoryRoot(),
): void {
  const outputs = Object.fromEntries(written.map((name) => [name, digestOf([name], outdir)]));
  writeIfChanged(recordOf(outdir, root), JSON.stringify({ whose, inputs, outputs } satisfies Synthesis));
}

/** For a synth of some environments: what else lies there may be older. */
export const forgetSynthesis = (outdir: string, root = repositoryRoot()): void =>
  rmSync(recordOf(outdir, root), { force: true });

/** Not in `outdir`: what is synthesized is the same on every machine, and this is of one. */
const recordOf = (outdir: string, root: string): string =>
  join(root, 'node_modules/.cache/synthesis', `${createHash('sha256').update(resolve(outdir)).digest('hex')}.json`);

const inputFiles = (root: string): string[] => [
  ...FILES.filter((name) => existsSync(join(root, name))),
  ...filesIn(FOLDERS, root),
];

const filesIn = (folders: readonly string[], root: string): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((one) => !one.name.endsWith('.test.ts') && isFile(one))
      .map((one) => relative(root, join(one.parentPath, one.name))),
  );

const isFile = (one: Dirent): boolean =>
  one.isFile() || (one.isSymbolicLink() && statSync(join(one.parentPath, one.name)).isFile());

/** Of names and contents. Another Node.js may synthesize otherwise. */
function digestOf(names: readonly string[], root: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of [...names].sort()) {
    const content = readFileSync(join(root, name));
    hash.update(`\0${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
