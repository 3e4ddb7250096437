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
      'projection.kind.values': 'a, b',
      'projection.kind.type': ' Enum ',
      'projection.hour.type': 'integer',
      'projection.hour.range': '0,23',
    },
    ['kind', 'hour'],
  );
  const seen = projectedPartitions(both, now);
  expect([['a', '23'], [' b', '0'], ['b', '1'], ['a', '24'], ['a', '01'], ['a']].map(seen)).toEqual([
    ...[true, true, false, false, false, false],
  ]);
});

const keyed = (type: string, rest: Record<string, string>) =>
  table({
    'projection.enabled': 'TRUE',
    'projection.dt.type': type,
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [`projection.dt.${name}`, value])),
  });
const months = { format: 'yyyyMM', range: '201701,201812' };
const hours = { format: 'dd-MM-yyyy-HH', range: '01-01-2026-00,NOW', interval: '6', 'interval.unit': 'hours' };

test.each([
  ['integer', { range: '0001,9999', digits: '4' }, ['0001', '0042', '9999'], ['1', '42', '00042', '0000']],
  ['injected', {}, ['4a77-0392', 'any'], ['', 'a/b', 'a%2Fb']],
  ['integer', { range: '1,3', interval: '2' }, ['1', '3'], ['2', '01', '5']],
  ['integer', { range: ' -1,8675309 ' }, ['-1', '0', '8675309'], ['-2', '-0', '8675310', '']],
  ['date', months, ['201701', '201812'], ['201700', '201813', '201612', '2017-01']],
  ['date', { ...months, interval: '2' }, ['201701', '201703', '201811'], ['201702', '201812']],
  ['date', { ...months, range: '201801,NOW+1MONTH' }, ['202604'], ['202605']],
  ['date', { ...months, range: 'NOW-3YEARS, NOW ' }, ['202303', '202603'], ['202302', '202604']],
  ['date', hours, ['01-01-2026-00', '15-03-2026-18'], ['15-03-2026-17', '16-03-2026-00', '32-01-2026-00']],
  [
    'date',
    { format: 'yyyy.MM.dd', range: '2026.01.01,NOW', interval: '2', 'interval.unit': 'WEEKS' },
    ['2026.01.15'],
    ['2026.01.08'],
  ],
])('%s %j', (type, rest, within, without) => {
  const seen = projectedPartitions(keyed(type, rest), now);
  expect(within.filter((value) => !seen([value]))).toEqual([]);
  expect(without.filter((value) => seen([value]))).toEqual([]);
});

test.each([
  [byDay('2020-01-01'), 'projection.dt.range is "2020-01-01": give two ends'],
  [byDay('yesterday,NOW'), '"yesterday" is neither of the format nor NOW'],
  [byDay(' 2020-01-01,NOW'), '" 2020-01-01" is neither'],
  [byDay('2020-02-30,NOW'), '"2020-02-30" is neither'],
  [byDay('2021-01-01,2020-01-01'), 'the first end is the lower one'],
  [byDay('NOW-3HOURS,NOW'), 'here NOW moves by DAYS or more'],
  [byDay('NOW-3DAYS,2030-01-01'), 'starts in NOW'],
  [table({ 'projection.enabled': 'true' }), 'projection.dt.type is missing: it is required'],
  [keyed('x', {}), 'give enum, integer, date or injected'],
  [keyed('injected', { values: 'a' }), 'projection.dt.values is "a": the type injected has no such property'],
  [keyed('enum', { values: 'a,b/c' }), 'projection.dt.values is "b/c"'],
  [keyed('date', { format: 'yyyy/MM/dd', range: '2026/01/01,NOW' }), 'projection.dt.format is "yyyy/MM/dd"'],
  [keyed('enum', { values: 'a', range: '1,2' }), 'the type enum has no such property'],
  [keyed('enum', { values: 'a', ranges: '1,2' }), 'projection.dt.ranges is "1,2": no partition key has this property'],
  [keyed('date', { ...hours, interval: '0' }), 'projection.dt.interval is "0": give a positive integer'],
  [keyed('date', { format: 'yyyy', range: '2020,NOW' }), 'projection.dt.interval is missing: this format requires it'],
  [keyed('date', { ...months, 'interval.unit': 'DAYS' }), 'none finer than the format'],
  [keyed('date', { ...months, format: 'yyyy-DDD' }), 'projection.dt.format is "yyyy-DDD"'],
  [keyed('date', { ...months, format: 'yyyy-dd' }), 'without a gap'],
  [keyed('integer', { range: '1' }), 'projection.dt.range is "1": give two whole numbers'],
  [keyed('integer', { range: '3,1' }), 'the first is the lower one'],
  [keyed('integer', { range: '0,9223372036854775808' }), 'give two whole numbers'],
  [keyed('integer', { range: '1,100', digits: '2' }), 'here every value has at most'],
  [keyed('integer', { range: '1,3', digits: '0' }), 'projection.dt.digits is "0": give a positive integer'],
])('a fault names the parameter, its value and the remedy: %#', (faulty, message) => {
  expect(() => projectedPartitions(faulty, now)).toThrow(message);
});
