import fc from '../../scripts/jest/properties';
import { timestampOf } from './arrival';
import { LineReader } from './line-reader';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0129'), minLength: 1, maxLength: length }).map((text) => `.${text}`);
const moment = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('1600', '1678', '1970', '2024', '2026', '2262'),
      fc.constantFrom('01', '02', '12', '13'),
      fc.constantFrom('01', '28', '29', '31', '32'),
      fc.constantFrom('00:00:00', '23:59:59', '24:00:00', '12:60:00', '1:00:00'),
      fc.oneof(fc.constant(''), digits(3), digits(10)),
      fc.constantFrom('Z', '', '+02:00'),
    )
    .map(([year, month, day, time, fraction, zone]) => `${year}-${month}-${day}T${time}${fraction}${zone}`),
  fc.constantFrom<unknown>('2026-10-05 10:00:00', 'yesterday', '', 1791194400, 1791194400000, null, ['2026']),
);
const key = fc.constantFrom('timestamp', 'Timestamp', 'TIMESTAMP', 'id', 'ts');
const line = fc
  .tuple(fc.array(fc.tuple(key, moment), { minLength: 1, maxLength: 4 }), fc.constantFrom('', ' ', 'é', '\\u0041'))
  .map(([members, rest]) => {
    const all = members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
    return `{${[...all, `"rest":"${rest}"`].join(',')}}`;
  });

test('a line arrives when its timestamp says, however quickly it is read', () => {
  fc.assert(
    fc.property(line, (data) => {
      const reading = new LineReader();
      const before = '{"timestamp":"2000-01-01T00:00:00Z"}\n';
      reading.take(Buffer.from(`${before}${before}${data}\n`));
      const arrivals = [...reading.events.settle(new Date(0))].map(({ line: number, arrival }) => [number, arrival]);
      const own = timestampOf(data) ?? new Date('2000-01-01T00:00:00Z');
      expect(arrivals).toContainEqual([3, own]);
    }),
    { numRuns: 2000 },
  );
});
