import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, type BuildOptions, version } from 'esbuild';
import { CONTENTS_FILE, contentsOf } from '../../scripts/files/bundle-contents';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { UserError } from '../../scripts/user-error';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { HANDLER_NODE } from './node-version';

/** One handler as Lambda runs it: a single ES module that holds the AWS SDK and all else it imports. */
export interface Bundle {
  readonly code: Buffer;
  readonly map: Buffer;
  /** `BundleContents` as JSON: what the code was made of. */
  readonly contents: Buffer;
  /** Of the code, hexadecimal. */
  readonly sha256: string;
}

const OPTIONS = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: `node${HANDLER_NODE}`,
  format: 'esm',
  // The packages' ES modules can be tree-shaken: a third smaller than what "main" gives.
  mainFields: ['module', 'main'],
  // Lambda gives credentials by its environment, where the SDK looks first. The providers that it imports when it finds
  // none there (profiles, single sign-on, …) are a third of a bundle: 157 KB of zip without this, 134 KB with it.
  external: ['ini', 'sso', 'login', 'process', 'web-identity', 'http'].map(
    (provider) => `@aws-sdk/credential-provider-${provider}`,
  ),
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** Bundles `lambdas/<handler>.ts`, or takes the last bundle when nothing that went into it has changed. */
export function bundleFunction(handler: string, root = repositoryRoot()): Bundle {
  return cached(root, handler) ?? build(root, handler);
}

/** Writes a handler's bundle to `<outdir>/bundles/<handler>/`, its source map and what it was made of beside it. */
export function writeBundle(handler: string, outdir: string, root?: string): Bundle {
  const bundle = bundleFunction(handler, root);
  const folder = join(outdir, 'bundles', handler);
  writeIfChanged(join(folder, 'index.mjs'), bundle.code);
  writeIfChanged(join(folder, 'index.mjs.map'), bundle.map);
  writeIfChanged(join(folder, CONTENTS_FILE), bundle.contents);
  return bundle;
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

function build(root: string, handler: string): Bundle {
  const entry = `lambdas/${handler}.ts`;
  // The map's paths are relative to the place that bundles have in a checkout, wherever they are written: the same
  // source gives the same bytes in every folder.
  const outfile = join(root, 'cdktf.out', 'bundles', handler, 'index.mjs');
  let built;
  try {
    built = buildSync({ ...OPTIONS, entryPoints: [entry], outfile, absWorkingDir: root });
  } catch (error) {
    throw new UserError(`${entry} can't be bundled: ${(error as Error).message}`, { cause: error });
  }
  const file = (end: string) => {
    const output = built.outputFiles.find(({ path }) => path.endsWith(end));
    if (!output) throw new Error(`esbuild wrote no ${end} for ${entry}.`);
    return Buffer.from(output.contents);
  };
  const code = file('index.mjs');
  const contents = Buffer.from(`${JSON.stringify(contentsOf(built.metafile), null, 2)}\n`);
  const bundle = { code, map: file('index.mjs.map'), contents, sha256: sha256(code) };
  store(root, handler, Object.keys(built.metafile.inputs), bundle);
  return bundle;
}

/** What went into a bundle, as it was then. */
interface Recorded {
  readonly tools: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly code: string;
  readonly map: string;
  readonly contents: string;
}

const cacheFolder = (root: string, handler: string) => join(root, 'node_modules', '.cache', 'bundles', handler);

/**
 * The bundler, its options, the versions of all packages, and the checkout: what is recorded is relative to its top, and
 * the cache lies in node_modules, which checkouts may share.
 */
const tools = (root: string) =>
  sha256(JSON.stringify([version, OPTIONS, sha256(readFileSync(join(root, 'package-lock.json'))), root]));

const packageFiles = new Map<string, string>();

/** Our own files by content; those of packages, hundreds of them, by size and time of change. */
function fingerprint(root: string, input: string): string {
  const path = join(root, input);
  if (!input.includes('node_modules/')) return sha256(readFileSync(path));
  let known = packageFiles.get(path);
  if (known === undefined) {
    const { size, mtimeMs } = statSync(path);
    known = `${size} ${mtimeMs}`;
    packageFiles.set(path, known);
  }
  return known;
}

function cached(root: string, handler: string): Bundle | undefined {
  try {
    const folder = cacheFolder(root, handler);
    const recorded = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) as Recorded;
    if (recorded.tools !== tools(root)) return undefined;
    for (const [input, was] of Object.entries(recorded.inputs)) if (fingerprint(root, input) !== was) return undefined;
    const code = readFileSync(join(folder, 'index.mjs'));
    const map = readFileSync(join(folder, 'index.mjs.map'));
    const contents = readFileSync(join(folder, CONTENTS_FILE));
    // Another process may be writing at this moment: take the files only if they belong together.
    if (sha256(code) !== recorded.code || sha256(map) !== recorded.map) return undefined;
    if (sha256(contents) !== recorded.contents) return undefined;
    return { code, map, contents, sha256: recorded.code };
  } catch {
    // Nothing recorded, or an input is gone: build it.
    return undefined;
  }
}

function store(root: string, handler: string, inputs: readonly string[], bundle: Bundle): void {
  const { code, map, contents } = bundle;
  const folder = cacheFolder(root, handler);
  const record: Recorded = {
    tools: tools(root),
    inputs: Object.fromEntries(inputs.map((input) => [input, fingerprint(root, input)])),
    code: bundle.sha256,
    map: sha256(map),
    contents: sha256(contents),
  };
  writeIfChanged(join(folder, 'index.mjs'), code);
  writeIfChanged(join(folder, 'index.mjs.map'), map);
  writeIfChanged(join(folder, CONTENTS_FILE), contents);
  writeIfChanged(join(folder, 'record.json'), JSON.stringify(record));
}
