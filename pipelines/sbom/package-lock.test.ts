import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { PackageLock } from './package-lock';

const { folder, remove } = temporaryFolder('package-lock');
afterAll(remove);

const packages = {
  '': { name: 'ours', version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', license: 'MIT', integrity: 'sha512-aaaa', dev: true },
  'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
  'node_modules/@b/c': { version: '3.0.0', license: '(MIT OR CC0-1.0)' },
  'node_modules/other-name': { name: '@x/real', version: '4.0.0' },
  'node_modules/linked': { link: true },
};
writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
const lock = PackageLock.read(folder);

test.each([
  ['node_modules/a/index.js', { name: 'a', version: '1.0.0', license: 'MIT', integrity: 'sha512-aaaa' }],
  ['node_modules/a/node_modules/@b/c/lib/x.js', { name: '@b/c', version: '2.0.0' }],
  ['node_modules/@b/c/lib/x.js', { name: '@b/c', version: '3.0.0', license: '(MIT OR CC0-1.0)' }],
  // A folder of that name which a package has of its own.
  ['node_modules/a/vendored/node_modules/d/x.js', { name: 'a' }],
  ['node_modules/other-name/x.js', { name: '@x/real', version: '4.0.0' }],
])('%s', (file, expected) => expect(lock.packageOf(file)).toMatchObject(expected));

test.each(['node_modules/unknown/x.js', 'node_modules/linked/x.js', 'lambdas/a.ts'])(
  '%s is of no package that is locked, and is told',
  (file) => expect(() => lock.packageOf(file)).toThrow(`names no package that ${file} is of`),
);
