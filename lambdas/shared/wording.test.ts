import { bytes, change, periodName, ratio, share } from './wording';

it.each([
  ['2026-10-01', '2026-10-31', 'October 2026'],
  ['2024-02-01', '2024-02-29', 'February 2024'],
  ['2023-02-01', '2023-02-28', 'February 2023'],
  ['2024-02-01', '2024-02-28', '1 to 28 February 2024'],
  ['2026-10-10', '2026-10-10', '10 October 2026'],
  ['2026-08-31', '2026-09-30', '31 August to 30 September 2026'],
  // ISO 8601: 2026 has 53 weeks, 2025 and 2027 have 52; the 1st of January 2021 was of week 53 of 2020.
  ['2026-10-26', '2026-11-01', 'week 44, 26 October to 1 November 2026'],
  ['2026-12-28', '2027-01-03', 'week 53, 28 December 2026 to 3 January 2027'],
  ['2027-01-04', '2027-01-10', 'week 1, 4 to 10 January 2027'],
  ['2025-12-29', '2026-01-04', 'week 1, 29 December 2025 to 4 January 2026'],
  ['2020-12-28', '2021-01-03', 'week 53, 28 December 2020 to 3 January 2021'],
  ['2026-10-27', '2026-11-02', '27 October to 2 November 2026'],
  ['2025-12-31', '2026-01-02', '31 December 2025 to 2 January 2026'],
  ['2025-10-01', '2026-10-31', '1 October 2025 to 31 October 2026'],
])('%s to %s is %s', (startDate, endDate, name) => expect(periodName({ startDate, endDate })).toBe(name));

it.each([
  [0, 0, 'no change'],
  [7, 7, 'no change'],
  [7, 0, 'new'],
  [0, 7, '-100.0 %'],
  [3, 2, '+50.0 %'],
  [2_000_000, 1, '+199,999,900.0 %'],
])('%d after %d is %s', (now, before, words) => expect(change(now, before)).toBe(words));

it('divides by nothing without a fault', () => {
  expect([share(0, 0), share(1, 3), ratio(0, 0), ratio(5, 0), ratio(10, 4)]).toEqual([
    '0.0 %',
    '33.3 %',
    '0',
    '0',
    '2.50',
  ]);
  expect([bytes(0), bytes(999), bytes(1_000), bytes(987_654_321_012)]).toEqual(['0 B', '999 B', '1.0 KB', '987.7 GB']);
});
