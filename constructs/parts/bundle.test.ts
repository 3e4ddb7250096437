import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import { bundleFunction, writeBundle } from './bundle';

const HANDLERS = ['start-query-execution', 'check-query-execution', 'send-report', 'start-analytics-workflow'];
const KILOBYTE = 1024;

describe.each(HANDLERS)('%s', (handler) => {
  const bundle = bundleFunction(handler);

  test('zips to at most 160 KB', () => {
    // As archive_file does: deflate, and only the one file.
    const zip = zipSync({ 'index.mjs': bundle.code }, { level: 6 });
    expect(zip.length / KILOBYTE).toBeLessThanOrEqual(160);
  });

  test('names our files in its source map, relative to where the bundle lies, without their text', () => {
    const map = JSON.parse(bundle.map.toString()) as { sources: string[]; sourcesContent?: string[] };
    expect(map.sources).toContain(`../../../lambdas/${handler}.ts`);
    expect(map.sources.filter((source) => !source.startsWith('../../../'))).toEqual([]);
    expect(map.sourcesContent).toBeUndefined();
    expect(bundle.code.toString()).toContain('//# sourceMappingURL=index.mjs.map');
  });

  test('comes from the cache when nothing has changed', () => {
    expect(bundleFunction(handler).code.equals(bundle.code)).toBe(true);
  });
});

test('every bundle loads in Node, and exports its handler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    for (const handler of HANDLERS) writeBundle(handler, folder);
    const imports = HANDLERS.map((name) => pathToFileURL(join(folder, 'bundles', name, 'index.mjs')).href);
    const script = imports.map((url) => `console.log(typeof (await import('${url}')).handler)`).join(';');
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(HANDLERS.map(() => 'function'));
    expect(readdirSync(join(folder, 'bundles', 'send-report')).sort()).toEqual(['index.mjs', 'index.mjs.map']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a checkout that shares our node_modules does not hand us its bundles', () => {
  const here = process.cwd();
  const other = realpathSync(mkdtempSync(join(tmpdir(), 'checkout-')));
  const before = bundleFunction('check-query-execution');
  try {
    for (const part of ['cdktf.json', 'package-lock.json', 'tsconfig.json', 'lambdas', 'scripts']) {
      cpSync(part, join(other, part), { recursive: true });
    }
    symlinkSync(join(here, 'node_modules'), join(other, 'node_modules'));
    process.chdir(other);
    // Its packages lie at another path, seen from its top, and so does every path in its source map.
    expect(bundleFunction('check-query-execution').map.equals(before.map)).toBe(false);
  } finally {
    process.chdir(here);
    rmSync(other, { recursive: true });
  }
  expect(bundleFunction('check-query-execution').map.equals(before.map)).toBe(true);
});

test('a handler that can not be bundled is told by its file', () => {
  expect(() => bundleFunction('no-such-handler')).toThrow(/^lambdas\/no-such-handler\.ts can't be bundled: /);
});
