// An entry point as one file of JavaScript: esbuild bundles our own files; packages stay external, or are in a bundle of
// their own. It is made anew when a file that went into it has changed, which costs 0.2 s and half a second of CPU, and is
// found in 10 ms otherwise.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'node_modules/.cache/run');

/** They change what esbuild makes of the same files. */
const SETTINGS = [
  'package-lock.json',
  'tsconfig.json',
  'scripts/programs/entry-bundle.mjs',
  'scripts/programs/packages-bundle.mjs',
];
const DAY = 86_400_000;
/** What a program's bundle and the grammar's are made for. */
const BUILD = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'error',
};

/**
 * @param {string} entry a TypeScript file, from the repository's root
 * @returns {Promise<{ file: string, packages: string[], bundled?: string, ahead: string[] }>} the bundle, what it imports,
 * which file holds some of that, and which of CDKTF's packages are loaded as it starts
 */
export async function bundleOf(entry) {
  const name = join(folder, entry.replaceAll(/[\\/]/g, '-'));
  return knownBundle(name) ?? (await make(entry, name));
}

/** `inputs` went into the bundle when it was last made; which of them changed, and how, its file's name tells. */
function knownBundle(name) {
  try {
    const { inputs, ...made } = JSON.parse(readFileSync(`${name}.json`, 'utf8'));
    const file = `${name}.${stampOf(inputs)}.cjs`;
    const isWhole = existsSync(file) && made.packages.every((path) => !isAbsolute(path) || existsSync(path));
    return isWhole ? { file, ...made } : undefined;
  } catch {
    return undefined;
  }
}

async function make(entry, name) {
  // Not above: it may only just have been installed, and both cost those nothing who have their bundle.
  const { buildSync } = await import('esbuild');
  const { IN_ONE_FILE, packagesBundle } = await import('./packages-bundle.mjs');
  const began = Date.now();
  mkdirSync(folder, { recursive: true });
  const made = `${name}.${process.pid}.cjs`;
  const grammar = grammarFile();
  try {
    const { metafile, outputFiles } = buildSync({
      ...BUILD,
      entryPoints: [resolve(root, entry)],
      outfile: made,
      write: false,
      packages: 'external',
      // They can only be imported, and import JSON or folders as Node.js does not: they go into the bundle.
      alias: {
        ...Object.fromEntries(
          ['@actions/workflow-parser', '@actions/expressions'].map((name) => [
            name,
            join(root, 'node_modules', name, 'dist'),
          ]),
        ),
        [GRAMMAR]: grammar,
      },
      external: [grammar],
      sourcemap: 'inline',
      sourcesContent: false,
      metafile: true,
    });
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    const bundled = await packagesBundle(imported, { options: BUILD, stampOf, inputs: SETTINGS });
    const inputs = [...Object.keys(metafile.inputs), ...SETTINGS, ...(bundled?.inputs ?? [])];
    const packages = bundled ? [...imported, bundled.file] : imported;
    const ahead = importedAhead(metafile, entry).filter((one) => /^(@cdktf\/|cdktf$|cdktf\/)/.test(one));
    const known = { packages, bundled: bundled?.file, ahead };
    writeFileSync(made, `${bundled ? requireFrom(bundled.file, IN_ONE_FILE) : ''}${outputFiles[0].text}`);
    if (packages.includes(grammar) && !existsSync(grammar)) makeGrammar(buildSync, grammar);
    // What was edited meanwhile may have been read before or after: the stamp would not tell.
    const latest = Math.max(...inputs.map((path) => statSync(join(root, path)).ctimeMs));
    const file = `${name}.${latest < began ? stampOf(inputs) : `once-${process.pid}`}.cjs`;
    renameSync(made, file);
    writeFileSync(`${name}.json.${process.pid}`, JSON.stringify({ inputs, ...known }));
    renameSync(`${name}.json.${process.pid}`, `${name}.json`);
    removeOld(folder);
    if (bundled) removeOld(dirname(bundled.file));
    return { file, ...known };
  } finally {
    rmSync(made, { force: true });
  }
}

/** Packages that are loaded with the entry, and not by an import() when they are needed. */
function importedAhead({ inputs }, entry) {
  const files = new Set([entry]);
  const packages = new Set();
  for (const file of files) {
    for (const { path, kind, external } of inputs[file].imports) {
      if (kind !== 'dynamic-import') (external ? packages : files).add(path);
    }
  }
  return [...packages];
}

/** Has packages of such names loaded from their bundle, which is loaded with the first. One line: the source map counts them. */
const requireFrom = (file, names) =>
  `var require = ((required) => Object.assign((name) => ${names}.test(name) ? ` +
  `required(${JSON.stringify(file)})[name]() : required(name), required))(require); `;

/** More than half of what a run would load, and hardly ever asked for: a bundle of its own, which is made once. */
const GRAMMAR = 'dt-sql-parser/dist/parser/trino';

function grammarFile() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return join(root, `node_modules/.cache/grammars/trino-${devDependencies['dt-sql-parser']}.cjs`);
}

function makeGrammar(buildSync, file) {
  mkdirSync(dirname(file), { recursive: true });
  const made = `${file}.${process.pid}`;
  buildSync({
    ...BUILD,
    stdin: { contents: `export { TrinoSQL } from './node_modules/${GRAMMAR}';`, resolveDir: root },
    outfile: made,
    minify: true,
  });
  renameSync(made, file);
}

/** Of paths, times and sizes; that of the last change of anything (`ctime`) is set back by nobody who edits. */
function stampOf(inputs) {
  let stamps = '';
  for (const path of inputs) {
    const { mtimeMs, ctimeMs, size } = statSync(`${root}${path}`);
    stamps += `${path}\0${mtimeMs}\0${ctimeMs}\0${size}\0`;
  }
  return createHash('sha256').update(stamps).digest('hex').slice(0, 16);
}

/** Of earlier sources; not what another process may be about to load. */
function removeOld(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - DAY)
      rmSync(path, { force: true });
  }
}
