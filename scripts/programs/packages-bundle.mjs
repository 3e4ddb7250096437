// Packages of hundreds of files each, as one file: Node.js finds and compiles it in a third of the time. It is made once
// for what is installed, which takes as long as a bundle of ours, and anew when a file that went into it has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** By the name that is imported. */
export const IN_ONE_FILE = /^(@cdktf\/|(cdktf|constructs|zod|jsonata|@jridgewell\/trace-mapping)(\/|$))/;

/** What these packages load and hardly anyone asks for, as they import it: it is read when it is used. */
const WHEN_USED = /^(archiver|\.\.\/locales\/index\.cjs)$/;

/** Of which there must be one copy. Where two lie, environments/parts/one-copy.ts tells of what Node.js has loaded. */
const ONCE = [/\/lib\/terraform-element\.js$/, /\/lib\/construct\.js$/];

/**
 * The bundle exports, by the name that is imported, a function of each that gives its exports, and runs it at first.
 * @param {readonly string[]} imported packages, as they are imported
 * @param settings `options`: of esbuild; `stampOf`: tells whether files are the same; `inputs`: what else it depends on
 * @returns {Promise<{ file: string, inputs: string[] } | undefined>} undefined when there is nothing to put into one
 */
export async function packagesBundle(imported, settings) {
  const names = [...new Set(imported.filter((one) => IN_ONE_FILE.test(one)))].sort();
  if (names.length === 0) return undefined;
  const key = createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16);
  const name = join(root, 'node_modules/.cache/packages', key);
  return known(name, settings) ?? (await make(name, names, settings));
}

function known(name, { stampOf }) {
  try {
    const { inputs } = JSON.parse(readFileSync(`${name}.json`, 'utf8'));
    const file = `${name}.${stampOf(inputs)}.cjs`;
    return existsSync(file) ? { file, inputs } : undefined;
  } catch {
    return undefined;
  }
}

async function make(name, names, { options, stampOf, inputs: beside }) {
  const { build } = await import('esbuild');
  const began = Date.now();
  const packages = names.map((one) => JSON.stringify(one)).map((one) => `${one}: () => require(${one}),\n`);
  const { metafile, outputFiles } = await build({
    ...options,
    stdin: {
      contents: `module.exports = {\n${packages.join('')}};`,
      resolveDir: root,
    },
    plugins: [whenUsed],
    write: false,
    metafile: true,
  });
  const files = Object.keys(metafile.inputs).filter(
    (path) => path !== '<stdin>' && !path.startsWith(`${whenUsed.name}:`),
  );
  if (ONCE.some((copy) => files.filter((path) => copy.test(path)).length > 1)) return undefined;
  const inputs = [...files, ...beside];
  const latest = Math.max(...inputs.map((path) => statSync(join(root, path)).ctimeMs));
  // What changed meanwhile may have been read before or after: the stamp would not tell.
  const file = `${name}.${latest < began ? stampOf(inputs) : `once-${process.pid}`}.cjs`;
  mkdirSync(join(name, '..'), { recursive: true });
  for (const [path, text] of [
    [file, outputFiles[0].text],
    [`${name}.json`, JSON.stringify({ inputs })],
  ]) {
    writeFileSync(`${path}.${process.pid}`, text);
    renameSync(`${path}.${process.pid}`, path);
  }
  return { file, inputs };
}

/** In a module's place, what loads the module when it is called or asked for a member. */
const whenUsed = {
  name: 'when-used',
  setup(build) {
    build.onResolve({ filter: WHEN_USED }, async ({ path, resolveDir, pluginData }) => {
      if (pluginData === whenUsed) return undefined;
      const found = await build.resolve(path, { resolveDir, kind: 'require-call', pluginData: whenUsed });
      return { ...found, namespace: whenUsed.name };
    });
    build.onLoad({ filter: /./, namespace: whenUsed.name }, ({ path }) => ({
      contents: `let loaded;
const load = () => (loaded ??= require(${JSON.stringify(path)}));
module.exports = new Proxy(() => {}, {
  get: (_, key) => key === '__esModule' || load()[key],
  apply: (_, self, args) => Reflect.apply(load(), self, args),
});`,
    }));
    build.onResolve({ filter: /./, namespace: whenUsed.name }, ({ path }) => ({ path, external: true }));
  },
};
