import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutFiles } from '../files/checkout-files';
import { repositoryRoot } from '../files/repository-root';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const read = (file: string) => readFileSync(join(repositoryRoot(), file), 'utf8');
const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest;

/** Packages by what is imported or asked for by path; those of Node.js and of ours stay in. */
function namedPackages(): Set<string> {
  const named = /(?:from|import|import\(|require\(|\.resolve\(|\)\()\s*['"`]([^.'"`\s][^'"`\s]*)['"`]/g;
  const inModules = /node_modules\/((?:@[\w-]+\/)?[\w.-]+)/g;
  const code = checkoutFiles().filter((file) => /\.[cm]?[jt]s$/.test(file));
  return new Set(
    code.flatMap((file) => {
      const text = read(file);
      return [...text.matchAll(named), ...text.matchAll(inModules)].map(([, path = '']) => packageOf(path));
    }),
  );
}

const packageOf = (path: string) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

test('each package is imported, or run by a command, or is the types of what is', () => {
  const named = namedPackages();
  const commands = Object.values(scripts).join(' ');
  const isUsed = (name: string) =>
    named.has(name) ||
    new RegExp(`(^|[ '])${name} `).test(`${commands} `) ||
    // Of Node.js and of Jest there are globals.
    (name.startsWith('@types/') && ['node', 'jest', ...named].includes(name.slice('@types/'.length)));
  expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !isUsed(name))).toEqual([]);
  expect(isUsed('luxon')).toBe(false);
});
