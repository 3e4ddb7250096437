import fc from '../../../scripts/jest/properties';
import { NumberText } from './number-text';
import { date, openXTimestamp } from './timestamp';

test.each([
  ['2017-02-07T15:13:01.123456789Z', '2017-02-07 15:13:01.123456789'],
  [new NumberText('1518033528.0'), '2018-02-07 19:58:48.000'],
  ['2026-09-07 1:2:60', undefined],
  ['0001-01-01 00:00:00', undefined],
  ['1e9', undefined],
  ['2024-02-29T00:00:00Z', '2024-02-29 00:00:00'],
  ['2023-02-29T00:00:00Z', undefined],
  ['2017-02-07T24:00:00Z', undefined],
  ['2017-02-07', undefined],
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
