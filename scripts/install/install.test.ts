import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

let folder: string;
let server: Server;
let registry: string;
let asked: string[];
/** What the registry serves, by path. */
let served: Record<string, Buffer | object>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
  asked = [];
  served = {};
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const body = served[url];
    response.statusCode = body === undefined ? 404 : 200;
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** A package's archive, and what a lock says of it. */
function pack(name: string, version: string) {
  const at = join(folder, 'packed', name);
  mkdirSync(join(at, 'package'), { recursive: true });
  writeFileSync(join(at, 'package/package.json'), JSON.stringify({ name, version }));
  execFileSync('tar', ['-czf', 'archive.tgz', 'package'], { cwd: at });
  const archive = readFileSync(join(at, 'archive.tgz'));
  return { archive, entry: { version, integrity: `sha512-${createHash('sha512').update(archive).digest('base64')}` } };
}

/** A checkout that needs them, each by its own name, with what an install before it left. */
function checkout(entries: Record<string, object>, settings = '') {
  const root = join(folder, 'checkout');
  mkdirSync(join(root, 'scripts/install'), { recursive: true });
  mkdirSync(join(root, 'node_modules/of-before'), { recursive: true });
  for (const name of ['ensure-installed.mjs', 'install.mjs'])
    cpSync(`scripts/install/${name}`, join(root, 'scripts/install', name));
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: object };
  const dependencies = Object.fromEntries(Object.keys(entries).map((name) => [name, '*']));
  const packages = Object.entries(entries).map(([name, entry]) => [`node_modules/${name}`, entry]);
  const manifest = { name: 'checkout', version: '1.0.0' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...manifest, engines, dependencies }));
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({
      ...manifest,
      lockfileVersion: 3,
      requires: true,
      packages: { '': { ...manifest, engines, dependencies }, ...Object.fromEntries(packages) },
    }),
  );
  writeFileSync(join(root, '.npmrc'), `registry=${registry}/npm/\n${settings}`);
  return root;
}

async function ensure(root: string) {
  const settings = { npm_config_cache: join(folder, 'cache'), npm_config_update_notifier: 'false' };
  const env = { ...process.env, ...settings, npm_config_registry: undefined };
  await promisify(execFile)(process.execPath, ['scripts/install/ensure-installed.mjs'], { cwd: root, env });
}

const versionOf = (root: string, name: string) =>
  (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

test("asks a package's own registry for its archive, and for nothing else", async () => {
  const [a, b] = [pack('a', '1.0.0'), pack('@scope/b', '2.0.0')];
  served['/npm/a/-/a-1.0.0.tgz'] = a.archive;
  served['/own/@scope/b/-/b-2.0.0.tgz'] = b.archive;
  const root = checkout({ a: a.entry, '@scope/b': b.entry }, `@scope:registry=${registry}/own/\n`);
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');

  await ensure(root);
  expect(asked.toSorted()).toEqual(['/npm/a/-/a-1.0.0.tgz', '/own/@scope/b/-/b-2.0.0.tgz']);
  expect(readdirSync(join(root, 'node_modules')).toSorted()).toEqual(['.package-lock.json', '@scope', 'a']);
  expect([versionOf(root, 'a'), versionOf(root, '@scope/b')]).toEqual(['1.0.0', '2.0.0']);
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).toBe(lock);
});

test('asks where the archive is of a registry that has it elsewhere', async () => {
  const { archive, entry } = pack('a', '1.0.0');
  served['/elsewhere.tgz'] = archive;
  const dist = { tarball: `${registry}/elsewhere.tgz`, integrity: entry.integrity };
  const versions = { '1.0.0': { name: 'a', version: '1.0.0', dist } };
  served['/npm/a'] = { name: 'a', 'dist-tags': { latest: '1.0.0' }, versions };
  const root = checkout({ a: entry });

  await ensure(root);
  expect(asked).toEqual(['/npm/a/-/a-1.0.0.tgz', '/npm/a', '/elsewhere.tgz']);
  expect(readdirSync(join(root, 'node_modules')).toSorted()).toEqual(['.package-lock.json', 'a']);
  expect(versionOf(root, 'a')).toBe('1.0.0');
});

test('lets another install go on beside it, and clears away what one that was cut off left', async () => {
  const { archive, entry } = pack('a', '1.0.0');
  served['/npm/a/-/a-1.0.0.tgz'] = archive;
  const root = checkout({ a: entry });
  // No process has a number that large.
  const [goesOn, cutOff] = [`.installing-${process.pid}-a`, '.installing-4194305-b'];
  for (const name of [goesOn, cutOff]) mkdirSync(join(root, 'node_modules', name));
  await ensure(root);
  expect(readdirSync(join(root, 'node_modules')).toSorted()).toEqual([goesOn, '.package-lock.json', 'a']);
});

test('takes no archive but that of the lock', async () => {
  served['/npm/a/-/a-1.0.0.tgz'] = pack('a', '1.0.0').archive;
  const root = checkout({ a: pack('a', '1.0.1').entry });
  await expect(ensure(root)).rejects.toThrow('npm ci failed');
  expect(readdirSync(join(root, 'node_modules'))).not.toContain('a');
});
