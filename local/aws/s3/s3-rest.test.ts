import fc from 'fast-check';
import { pageOf, rangeOf, targetOf } from './s3-rest';

test.each([
  ['bytes=0-4', { start: 0, end: 4 }],
  ['bytes=5-', { start: 5, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=8-100', { start: 8, end: 9 }],
  ['items=0-4', undefined],
  [undefined, undefined],
])('range %s of 10 bytes', (header, expected) => {
  expect(rangeOf(header, 10)).toEqual(expected);
});

test.each(['bytes=10-12', 'bytes=4-2', 'bytes=-0'])('range %s of 10 bytes holds none', (header) => {
  expect(() => rangeOf(header, 10)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
});

test('paths hold a bucket and a key, percent-encoded', () => {
  expect(targetOf('/b/dt%3D2026-10-01/a%20b//c')).toEqual({ bucket: 'b', key: 'dt=2026-10-01/a b//c' });
  expect(targetOf('/b/')).toEqual({ bucket: 'b' });
  expect(targetOf('/')).toEqual({});
});

test('the pages of a listing together are the listing, without repetition', () => {
  const key = fc.stringMatching(/^[ab/é]{1,6}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { maxLength: 30 }),
      fc.constantFrom('', 'a', 'a/'),
      fc.constantFrom('', '/'),
      fc.integer({ min: 1, max: 5 }),
      (all, prefix, delimiter, limit) => {
        const keys = all
          .filter((one) => one.startsWith(prefix))
          .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const expected = new Set(
          keys.map((one) => {
            const cut = delimiter === '' ? -1 : one.indexOf(delimiter, prefix.length);
            return cut === -1 ? one : one.slice(0, cut + 1);
          }),
        );
        const seen: string[] = [];
        for (let after: string | undefined = ''; after !== undefined;) {
          const page = pageOf(keys, { prefix, delimiter, after, limit });
          expect(page.keys.length + page.prefixes.length).toBeLessThanOrEqual(limit);
          seen.push(...page.keys, ...page.prefixes);
          after = page.next;
        }
        expect(seen.sort()).toEqual([...expected].sort());
      },
    ),
  );
});
