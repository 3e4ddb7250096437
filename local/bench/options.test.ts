import { parseSizes } from './options';

test('sizes are four powers of ten unless others are given', () => {
  expect(parseSizes([])).toEqual([10_000, 100_000, 1_000_000, 10_000_000]);
  expect(parseSizes(['--events', '500,1000'])).toEqual([500, 1000]);
  expect(parseSizes(['--help'])).toBeUndefined();
});

test.each([
  [['--events', 'many'], '--events many: "many" is no size. Give whole numbers'],
  [['--events', '1000,'], '--events 1000,: "" is no size'],
  [['--events', '7'], '"7" is no size'],
  [['--sizes', '7'], "Unknown option '--sizes'"],
])('%j is refused', (args, message) => expect(() => parseSizes(args)).toThrow(message));
