import fc, { character } from '../../scripts/jest/properties';
import { nameOf, nextNumber } from './execution-name';

const period = { startDate: '2026-10-01', endDate: '2026-10-31' };

test.each([
  ['', 'manual-dev-2026-10-01-2026-10-31-3'],
  ['Late events!', 'manual-dev-2026-10-01-2026-10-31-3-late-events'],
  ['größer — naïve', 'manual-dev-2026-10-01-2026-10-31-3-grosser-naive'],
  ['日本', 'manual-dev-2026-10-01-2026-10-31-3'],
])('reason "%s" is kept in the name', (reason, name) => {
  expect(nameOf('dev', period, 3, reason)).toBe(name);
});

test('whatever the reason, the name is one that Step Functions takes, and its number is found again', () => {
  const text = fc.string({ unit: character, maxLength: 200 });
  fc.assert(
    fc.property(
      fc.constantFrom('a', 'dev', 'preproductio'),
      fc.integer({ min: 1, max: 999 }),
      text,
      (env, number, reason) => {
        const name = nameOf(env, period, number, reason);
        expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/);
        expect(nextNumber([name], env, period)).toBe(number + 1);
      },
    ),
  );
});

test('numbers are counted for each environment and period', () => {
  const names = [
    'monthly-dev-2026-10-01-2026-10-31',
    'manual-dev-2026-10-01-2026-10-31-2-verify',
    'manual-dev-2026-10-01-2026-10-31-10',
    'manual-prod-2026-10-01-2026-10-31-20',
    'manual-dev-2026-10-01-2026-10-30-30',
    'manual-dev-2026-10-01-2026-10-31-by-someone',
  ];
  expect(nextNumber(names, 'dev', period)).toBe(11);
  expect(nextNumber([], 'dev', period)).toBe(1);
});
