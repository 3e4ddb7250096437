import { type Dice } from './dice';

/** What breaks those who take a text for more than a text. */
export const nasty = [
  '',
  ' ',
  '.',
  '..',
  '../..',
  '-1',
  '0',
  '1e999',
  '99999999999999999999',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '*',
  '%',
  '%zz',
  '%00',
  '%2e%2e%2f',
  '$.x',
  '<a>&b;',
  ']]>',
  '"',
  "'",
  '\\',
  '\n',
  '\r\nx: y',
  '\0',
  '\u001b[2J',
  'ü',
  '–',
  '報告',
  '📈',
  '\u202e',
  'a'.repeat(300),
  'bytes=0-0',
  'bytes=5-1',
  '2026-10-01T08:00:00Z',
];

/** Parts of a key, as they stand in a path. */
const keyParts = [
  'a',
  'b',
  '.',
  '..',
  '',
  '%2e%2e',
  '%2E',
  '%2F',
  '..%2F..',
  '%5c',
  '%5C..',
  '%00',
  '%0a',
  '%C3%BC',
  '%F0%9F%93%88',
  '%zz',
  '%',
  '~',
  '+',
  '*',
  '%25',
  '%3F',
  "'",
  '$&',
  'CON',
  'x'.repeat(200),
];

/** A key of whatever kind, whose last part no other writer's has: `fuzz-7`. Every other one is that alone, and is met again. */
export const keyOf = (dice: Dice): string =>
  [...(dice.once(2) ? [] : dice.some(4, () => dice.of(keyParts))), `${mark}-${dice.number(10)}`].join('/');
export const mark = 'fuzz';

/** A header's value, as Latin-1: control characters are left to those who break the request on purpose. */
export const headerText = (dice: Dice): string => dice.of(nasty).replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');

/** A value of JSON. */
export function anyJson(dice: Dice, known: readonly string[], depth = 3): unknown {
  switch (dice.number(depth > 0 ? 9 : 6)) {
    case 0:
      return dice.of([0, 1, -1, 1.5, 1e308, 2 ** 53]);
    case 1:
      return dice.of([true, false, null]);
    case 2:
      return dice.of(nasty);
    case 3:
    case 4:
    case 5:
      return dice.of(known);
    case 6:
      return dice.some(3, () => anyJson(dice, known, depth - 1));
    default:
      return Object.fromEntries(dice.some(5, () => [dice.of(known), anyJson(dice, known, depth - 1)]));
  }
}
