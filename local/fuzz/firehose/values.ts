import { type Dice } from '../dice';
import { anyJson, nasty } from '../texts';
import { type Deserializer } from './attempt';

/** A value as it stands in the JSON; whether its column takes it, where that is known, and as what. */
export interface Value {
  readonly json: string;
  readonly fits?: boolean;
  readonly becomes?: string;
}

const takes = (json: string, becomes?: string): Value => ({
  json,
  fits: true,
  ...(becomes === undefined ? {} : { becomes }),
});
const refuses = (json: string): Value => ({ json, fits: false });
const may = (json: string): Value => ({ json });

const likeOthers = ['true', 'null', '1', '-0', '1e5', 'NaN', 'Infinity', '{}', '[]', '2026-01-01', '0x1F', '１'];
const words = [
  ...nasty,
  ...likeOthers,
  '\ud800',
  'a\udc00b',
  '\ud83d\ude00',
  '\ufeff',
  '\u2028',
  '"}{"',
  '\\u0000',
  '\u007f',
];
const digits = (dice: Dice, most: number): string =>
  `${1 + dice.number(9)}${dice.some(most, () => dice.number(10)).join('')}`;

/** As JSON may be written: every character may be an escape. */
function quoted(dice: Dice, text: string): string {
  if (!dice.once(4)) return JSON.stringify(text);
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'));
  return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
}

/** Half of a pair is no character, and comes out as U+FFFD. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

/** For the column `id`, which is text. */
export function textValue(dice: Dice, serde: Deserializer): Value {
  switch (dice.number(6)) {
    case 0: {
      const number = numberLiteral(dice);
      return takes(number, number);
    }
    case 1:
      return serde === 'hive_json_ser_de'
        ? refuses(JSON.stringify(dice.of([[], {}, [1, 'x'], { a: { b: [] } }])))
        : takes(JSON.stringify(anyJson(dice, nasty)));
    case 2:
      return takes('null');
    default: {
      const text = dice.once(3) ? `${dice.of(words)}${dice.of(words)}` : dice.of(words);
      return takes(quoted(dice, text), wellFormed(text));
    }
  }
}

/** A number in any form that JSON has; none is zero, whose sign not every parser keeps. */
function numberLiteral(dice: Dice): string {
  const sign = dice.once(3) ? '-' : '';
  const exponent = `${dice.of(['e', 'E'])}${dice.of(['', '+', '-'])}${dice.of(['0', '5', '09', '308', '400', '99999'])}`;
  return dice.of([
    () => `${sign}${digits(dice, 15)}`,
    () => `${sign}${digits(dice, 400)}`,
    () => `${sign}${digits(dice, 3)}.${digits(dice, 30)}0`,
    () => `${sign}${digits(dice, 3)}${exponent}`,
    () => `${sign}0.${digits(dice, 3)}${exponent}`,
  ])();
}

const ranges: Readonly<Record<string, bigint>> = { tinyint: 7n, smallint: 15n, int: 31n, bigint: 63n };

/** For a column of this type. */
export function valueOf(dice: Dice, type: string, serde: Deserializer): Value {
  if (dice.once(12)) return takes('null');
  if (dice.once(12)) return may(JSON.stringify(anyJson(dice, nasty)));
  const bits = ranges[type];
  if (bits !== undefined) return integer(dice, 2n ** bits, serde);
  if (type === 'timestamp') return timestamp(dice);
  if (type === 'date') return date(dice);
  return dice.of([
    () => takes(String(dice.number(2000) / 8 - 100)),
    () => may(numberLiteral(dice)),
    () => (serde === 'hive_json_ser_de' ? refuses : takes)(`"${dice.number(1000) / 4}"`),
    () => refuses(`"oops${dice.number(10)}"`),
  ])();
}

function integer(dice: Dice, end: bigint, serde: Deserializer): Value {
  return dice.of([
    () => takes(String(dice.of([0n, 1n, -1n, end - 1n, -end]))),
    () => refuses(String(dice.of([end, -end - 1n, 10n ** 30n, 2n ** 64n]))),
    () => (serde === 'hive_json_ser_de' ? refuses : takes)(`"${dice.of([end - 1n, -end, 7n])}"`),
    () => refuses(quoted(dice, `oops ${dice.of(words)}`)),
    () => may(numberLiteral(dice)),
  ])();
}

/** Of the years that 64 bits of nanoseconds hold, and of forms that AWS names or was seen to read. */
function timestamp(dice: Dice): Value {
  const milliseconds = dice.number(253_402_300_800) * 32 + dice.number(32);
  const iso = new Date(milliseconds).toISOString();
  const becomes = iso.replace('T', ' ').replace('Z', '');
  const seconds = dice.number(7_000_000_000);
  const ofSeconds = `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}.000`;
  return dice.of([
    () => takes(`"${iso}"`, becomes),
    () => takes(`"${becomes}"`, becomes),
    () => takes(`"${becomes.replaceAll(/(?<=[- :])0(?=\d)/g, '')}"`, becomes),
    () => takes(String(seconds), ofSeconds),
    () => takes(`"${seconds}"`, ofSeconds),
    () => (milliseconds >= 1e12 ? takes(String(milliseconds), becomes) : may(String(milliseconds))),
    () => refuses(`"${iso.replace('Z', '+02:00')}"`),
    () => refuses(quoted(dice, `yesterday ${dice.of(words)}`)),
    () => may(numberLiteral(dice)),
    () => may(`"${numberLiteral(dice)}"`),
    () => may(`"${dice.of(['0000-00-00 00:00:00', '9999-12-31 23:59:59', '2026-02-30 01:02:03', '2026-01-01'])}"`),
  ])();
}

function date(dice: Dice): Value {
  const text = new Date(dice.number(4_000_000_000) * 1000).toISOString().slice(0, 10);
  return dice.of([
    () => takes(`"${text}"`),
    () => takes(`"${text.replaceAll(/(?<=-)0/g, '')}"`),
    () => refuses(`"${text.slice(0, 8)}32"`),
    () => refuses('"tomorrow"'),
    () => may(String(dice.number(100_000))),
  ])();
}
