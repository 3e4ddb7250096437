import { type GlueTable } from './glue-table';
import { parseHiveType } from './hive-type';
import { projectedPartitions } from './partition-projection';

const now = new Date('2026-03-15T23:00:00Z');
const table = (parameters: Record<string, string>, keys = ['dt']): GlueTable => ({
  database: 'd',
  name: 't',
  columns: [],
  partitionKeys: keys.map((name) => ({ name, hiveType: 'string', type: parseHiveType('string') })),
  bucket: 'b',
  prefix: 'events/',
  parameters,
});
const byDay = (range: string) =>
  table({
    'projection.enabled': 'true',
    'projection.dt.type': 'date',
    'projection.dt.format': 'yyyy-MM-dd',
    'projection.dt.range': range,
  });

test.each([
  ['2020-01-01,NOW', '2020-01-01', true],
  ['2020-01-01,NOW', '2019-12-31', false],
  ['2020-01-01,NOW', '2026-03-15', true],
  ['2020-01-01,NOW', '2026-03-16', false],
  ['NOW-3YEARS,NOW+1DAY', '2023-03-15', true],
  ['NOW-3YEARS,NOW+1DAY', '2023-03-14', false],
  ['NOW-3YEARS,NOW+1DAY', '2026-03-16', true],
  ['2020-01-01,NOW', 'nonsense', false],
])('%s holds %s: %s', (range, day, expected) => {
  expect(projectedPartitions(byDay(range), now)([day])).toBe(expected);
});

test('without projection nothing registers partitions, so none is seen; without keys all is', () => {
  expect(projectedPartitions(table({}), now)(['2026-03-15'])).toBe(false);
  expect(projectedPartitions(table({}, []), now)([])).toBe(true);
});

test('enum and integer keys are held to their values', () => {
  const both = table(
    {
      'projection.enabled': 'true',
      'projection.kind.type': 'enum',
      'projection.kind.values': 'a, b',
      'projection.hour.type': 'integer',
      'projection.hour.range': '0,23',
    },
    ['kind', 'hour'],
  );
  const seen = projectedPartitions(both, now);
  expect([seen(['a', '23']), seen(['c', '1']), seen(['b', '24']), seen(['b'])]).toEqual([true, false, false, false]);
});

test.each([
  [byDay('2020-01-01'), 'projection.dt.range is "2020-01-01": give two ends'],
  [byDay('yesterday,NOW'), 'projection.dt.range is "yesterday": give dates'],
  [table({ 'projection.enabled': 'true' }), 'projection.dt.type is missing: it is required'],
  [table({ 'projection.enabled': 'true', 'projection.dt.type': 'x' }), 'give enum, integer, date or injected'],
])('a fault names the parameter, its value and the remedy', (faulty, message) => {
  expect(() => projectedPartitions(faulty, now)).toThrow(message);
});
