import { isAbsolute, join, normalize } from 'node:path';
import fc from '../../../../scripts/jest/properties';
import { FileNames } from './file-names';

const part = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    'a',
    'A',
    'é',
    'e\u0301',
    '%',
    '%2E',
    '~',
    'nul',
    '%versions',
    '\u0000',
    '\\',
    'x'.repeat(300),
  ),
  fc.string({ maxLength: 6 }),
);
const key = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

test('no key reaches another’s file, nor a folder above', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 20 }), (keys) => {
      const names = new FileNames();
      const given = keys.map((one) => names.claim(one));
      const taken = new Set<string>();
      for (const name of given) {
        expect(isAbsolute(name) || normalize(join('/b', name)) !== `/b/${name}` || name.length > 600).toBe(false);
        expect(name).toMatch(/^[\w=.,+@%/-]+$/);
        const same = name.toLowerCase();
        expect(taken.has(same)).toBe(false);
        taken.add(same);
      }
      // A file is no folder.
      for (const one of taken) for (const other of taken) expect(other.startsWith(`${one}/`)).toBe(false);
    }),
  );
});

test('a file is where its key says, for whoever looks', () => {
  const names = new FileNames();
  const given = ['events/dt=2026-10-01/x.parquet', 'a/b', 'a', 'A/B', 'a/b', '../c', 'd//e f'].map((one) =>
    names.claim(one),
  );
  expect(given).toEqual([
    'events/dt=2026-10-01/x.parquet',
    'a/b',
    '%versions/0',
    '%versions/1',
    '%versions/2',
    '%2e./c',
    'd/%/e%20f',
  ]);
});
