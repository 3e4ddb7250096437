import fc from '../../../../scripts/jest/properties';
import { compareKeys, SortedKeys } from './key-order';

const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '\uFFFD', '😀', '\u0001'), maxLength: 5 });
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

test('keys are ordered by their bytes', () => {
  fc.assert(fc.property(key, key, (a, b) => expect(Math.sign(compareKeys(a, b))).toBe(byBytes(a, b))));
});

test('what was added and not removed is there, in order, under each prefix', () => {
  fc.assert(
    fc.property(fc.array(key), fc.array(key), key, (added, removed, prefix) => {
      const keys = new SortedKeys();
      for (const one of added) keys.add(one);
      for (const one of removed) keys.remove(one);
      const expected = [...new Set(added)].filter((one) => !removed.includes(one) && one.startsWith(prefix));
      expect(keys.under(prefix)).toEqual(expected.sort(byBytes));
    }),
  );
});
