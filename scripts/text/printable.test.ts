import fc, { character } from '../jest/properties';
import { printable } from './printable';

test('what a terminal would heed is shown, not done', () => {
  expect(printable('a\u001b[2J\u009b31m\rb\u202ec\u0007')).toBe('a\\u001b[2J\\u009b31m\\u000db\\u202ec\\u0007');
});

test('all else stays as it is', () => {
  expect(printable('Zeile 1\n\tZeile 2: ▇ ü 報 📈')).toBe('Zeile 1\n\tZeile 2: ▇ ü 報 📈');
});

test('no control character is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(printable(text)).not.toMatch(/(?![\n\t])\p{Cc}/u);
    }),
  );
});
