import fc from 'fast-check';
import { date, hiveTimestamp, openXTimestamp } from './timestamp';

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
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (moment) => {
        const expected = moment.toISOString().replace('T', ' ').replace('Z', '');
        expect(openXTimestamp(moment.toISOString())).toBe(expected);
        expect(openXTimestamp(expected)).toBe(expected);
        if (moment.getTime() >= 1e11) expect(openXTimestamp(moment.getTime())).toBe(expected);
      },
    ),
  );
});

test('the Hive deserializer takes only the formats that it was told', () => {
  expect(hiveTimestamp(1518033528123, ['millis'])).toBe('2018-02-07 19:58:48.123');
  expect(hiveTimestamp(1518033528123, [])).toBeUndefined();
  expect(hiveTimestamp('2017-02-07 15:13:01', [])).toBe('2017-02-07 15:13:01');
  expect(hiveTimestamp('2017-02-07T15:13:01Z', [])).toBeUndefined();
  expect(hiveTimestamp('2017-02-07T15:13:01Z', ["yyyy-MM-dd'T'HH:mm:ss'Z'"])).toBe('2017-02-07 15:13:01');
});

test('a date is a day of the calendar', () => {
  expect(date('2024-02-29')).toBe('2024-02-29');
  expect(date('2023-02-29')).toBeUndefined();
  expect(date('2023-02-00')).toBeUndefined();
});
