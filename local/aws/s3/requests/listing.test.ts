import fc from '../../../../scripts/jest/properties';
import { afterOf, type Page, pageOf, tokenOf } from './listing';

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
          const page: Page = pageOf(keys, { prefix, delimiter, limit }, after);
          expect(page.keys.length + page.prefixes.length).toBeLessThanOrEqual(limit);
          seen.push(...page.keys, ...page.prefixes);
          after = page.next;
        }
        expect(seen.sort()).toEqual([...expected].sort());
      },
    ),
  );
});

test('a token leads on from where it was given, and no other does', () => {
  fc.assert(fc.property(fc.string(), (last) => expect(afterOf(tokenOf(last))).toBe(Buffer.from(last).toString())));
  fc.assert(
    fc.property(fc.string(), (token) =>
      expect(() => afterOf(token)).toThrow(expect.objectContaining({ code: 'InvalidArgument' })),
    ),
  );
});
