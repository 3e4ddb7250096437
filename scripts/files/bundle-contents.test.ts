import { contentsOf } from './bundle-contents';

const output = (inputs: Readonly<Record<string, number>>, external: readonly string[] = []) => ({
  bytes: 0,
  exports: [],
  inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
  imports: external.map((path) => ({ path, kind: 'import-statement' as const, external: true })),
});

test('what was shaken off is not in it, and packages are called the same wherever they lie', () => {
  const outputs = {
    'index.mjs.map': output({}),
    'index.mjs': output({ 'lambdas/a.ts': 1, '../other/node_modules/@x/y/z.js': 2, 'node_modules/off/index.js': 0 }, [
      'node:fs',
      '@x/later',
      '@x/later',
    ]),
  };
  expect(contentsOf({ inputs: {}, outputs })).toEqual({
    files: ['lambdas/a.ts', 'node_modules/@x/y/z.js'],
    external: ['@x/later'],
  });
});
