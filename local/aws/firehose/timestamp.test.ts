import fc from 'fast-check';
import { NumberText } from './number-text';
import { date, openXTimestamp } from './timestamp';

test.each([
  ['2017-02-07T15:13:01.39256Z', '2017-02-07 15:13:01.39256'],
  ['2017-02-07T15:13:01Z', '2017-02-07 15:13:01'],
  ['2017-02-07T15:13:01.123456789Z', '2017-02-07 15:13:01.123456'],
  ['2017-2-7 15:13:01.14', '2017-02-07 15:13:01.14'],
  ['1518033528', '2018-02-07 19:58:48.000'],
  [1518033528, '2018-02-07 19:58:48.000'],
  [1518033528123, '2018-02-07 19:58:48.123'],
  [1518033528.123, '2018-02-07 19:58:48.123'],
  [0, '1970-01-01 00:00:00.000'],
  [-1000, '1969-12-31 23:43:20.000'],
  [1_000_000_000_000, '2001-09-09 01:46:40.000'],
  // Seconds that 64 bits of nanoseconds don't hold.
  [999_999_999_999, '2092-10-26 00:40:18.684212'],
  ['999999999999', '2092-10-26 00:40:18.684212'],
  [new NumberText('1518033528.0'), '2018-02-07 19:58:48.000'],
  ['2026-09-07 1:2:3', '2026-09-07 01:02:03'],
  ['2026-9-7 12:00:02', '2026-09-07 12:00:02'],
  ['2026-9-7T12:00:02Z', undefined],
  ['2026-09-07T1:2:3Z', undefined],
  ['2017-02-07T15:13:01', '2017-02-07 15:13:01'],
  ['2026-09-07 1:2:60', undefined],
  ['0001-01-01 00:00:00', undefined],
  ['1e9', undefined],
  ['2024-02-29T00:00:00Z', '2024-02-29 00:00:00'],
  ['2023-02-29T00:00:00Z', undefined],
  ['2017-02-07T24:00:00Z', undefined],
  ['2017-02-07T15:13:01+01:00', undefined],
  ['2017-02-07', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [1e300, undefined],
  [true, undefined],
  [{}, undefined],
])('OpenX reads %j as %j', (value, expected) => expect(openXTimestamp(value)).toBe(expected));

test('any moment in a form that AWS names is read as that moment', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1677-09-22'), max: new Date('2262-04-11'), noInvalidDate: true }),
      (moment) => {
        const expected = moment.toISOString().replace('T', ' ').replace('Z', '');
        expect(openXTimestamp(moment.toISOString())).toBe(expected);
        expect(openXTimestamp(expected)).toBe(expected);
        if (moment.getTime() >= 1e12) expect(openXTimestamp(moment.getTime())).toBe(expected);
      },
    ),
  );
});

test('a date is a day of the calendar', () => {
  expect(date('2024-02-29')).toBe('2024-02-29');
  expect(date('2024-2-9')).toBe('2024-02-09');
  expect(date('2023-02-29')).toBeUndefined();
  expect(date('2023-02-00')).toBeUndefined();
});
