import { placeOf } from '../../scripts/files/place-of';
import { ANOTHER } from '../test-support/another-number';
import { isCount, type Metric } from './metric';
import { METRICS } from './metrics';
import { before } from './report-sql';

/** What the query, the report and the page have under these names. */
const TAKEN = [
  ...['event_day', 'event_hour', 'event_format', 'viewer', 'video', 'dt', 'part', 'kind', 'label', 'place'],
  ...['first_day', 'last_day', 'date', 'hour', 'format', 'id', 'before'],
];

/** What is wrong with declarations that no type tells. */
function faultsOf(metrics: readonly Metric[]): string[] {
  const names = metrics.map(({ name }) => name);
  const counts = metrics.filter(isCount).map(({ name }) => name);
  return metrics.flatMap((metric, at) => [
    ...(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(metric.name) ? [] : [`${metric.name}: a name is lower case, with _`]),
    ...(TAKEN.includes(metric.name) ? [`${metric.name}: the name is taken by the query, the report or the page`] : []),
    ...(names.indexOf(metric.name) === at ? [] : [`${metric.name} is declared twice`]),
    ...(names.some((name) => before({ name }) === metric.name) ? [`${metric.name}: another's before`] : []),
    ...(isCount(metric)
      ? []
      : metric.ratio
          .filter((part) => !counts.includes(part))
          .map((part) => `${metric.name}: ${part} is no count: there are ${counts.join(', ')}`)),
  ]);
}

test('the declarations are sound', () => {
  const faults = faultsOf(METRICS);
  if (faults.length > 0) throw new Error(`${placeOf('lambdas/report/metrics.ts', 'METRICS')}: ${faults.join('; ')}.`);
  expect(faultsOf([...METRICS, ...ANOTHER])).toEqual([]);
});

test('a name that is taken, of no form or declared twice is told, and a ratio of what is no count', () => {
  const count = (name: string): Metric => ({ name, title: 'T', unit: 'u', sql: 'count(*)', recount: () => 0 });
  const ratio: Metric = { name: 'r', title: 'R', ratio: ['a', 'b'], shows: {} };
  expect(faultsOf([count('A b'), count('part'), count('a'), count('a'), count('a_before'), ratio])).toEqual([
    'A b: a name is lower case, with _',
    'part: the name is taken by the query, the report or the page',
    'a is declared twice',
    "a_before: another's before",
    'r: b is no count: there are A b, part, a, a, a_before',
  ]);
});
