import { dollars, queryCost } from './query-cost';

it.each([
  [0, '$0.000048'],
  [1_234_567, '$0.000048'],
  [10 * 1024 ** 2 + 1, '$0.000052'],
  [1024 ** 3, '$0.0049'],
  [100 * 1024 ** 3, '$0.49'],
  [1024 ** 4, '$5.00'],
])('a query that reads %d bytes costs %s', (bytes, cost) => expect(dollars(queryCost(bytes))).toBe(cost));
