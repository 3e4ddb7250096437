import { type Dice } from '../dice';
import { anyJson, nasty } from '../texts';
import { type Attempt, columnsOf, type Deserializer, type Row, type Verdict } from './attempt';
import { textValue, type Value, valueOf } from './values';

/** What a record may have before it is base64: 1,000 KiB. */
const largest = 1000 * 1024;
const spaces = ['', '', ' ', '\n', '\r\n', '\t \t'];

/** A record of any kind; `mark`s tell it from all others. */
export function nextRecord(dice: Dice, number: number, serde: Deserializer): Attempt {
  if (dice.once(4000)) return large(dice, number);
  if (dice.once(3)) return dice.of(kinds)(dice, number, serde);
  return several(dice, number, serde);
}

const attempt = (data: string | Buffer, rows: readonly Row[] = [], verdict?: Verdict): Attempt => ({
  data: typeof data === 'string' ? Buffer.from(data) : data,
  rows,
  ...(verdict === undefined ? {} : { verdict }),
});

interface Document {
  readonly json: string;
  readonly row: Row;
  readonly verdict?: Verdict;
}

const members = (pairs: readonly (readonly [key: string, json: string])[], dice: Dice): string =>
  `{${pairs.map(([key, json]) => `${JSON.stringify(key)}${dice.of(spaces)}:${dice.of(spaces)}${json}`).join(',')}}`;

/** A document of the table; what else it holds is `more`, before all that counts. */
function document(
  dice: Dice,
  mark: string,
  serde: Deserializer,
  more: readonly (readonly [string, string])[] = [],
): Document {
  const pairs: (readonly [string, string])[] = [...more];
  // Most have no fault, so that rows are many.
  const sound = !dice.once(4);
  let verdict: Verdict | undefined = 'rows';
  let known: Omit<Row, 'mark'> = {};
  for (const [column, type] of Object.entries(columnsOf[serde])) {
    if (column === 'userid' || dice.once(2)) continue;
    const next = (): Value => (column === 'id' ? textValue(dice, serde) : valueOf(dice, type, serde));
    let value = next();
    while (sound && value.fits !== true) value = next();
    const { json, fits, becomes } = value;
    const key = column === 'ts' ? 'timestamp' : column;
    pairs.push([dice.once(6) ? key.toUpperCase() : key, json]);
    if (fits === false) verdict = 'MalformedData';
    else if (fits === undefined && verdict === 'rows') verdict = undefined;
    if (becomes !== undefined && (column === 'id' || column === 'ts')) known = { ...known, [column]: becomes };
  }
  const json = members([...pairs, ['userId', `"${mark}"`]], dice);
  return { json, row: { mark, ...known }, ...(verdict === undefined ? {} : { verdict }) };
}

function together(documents: readonly Document[], dice: Dice): Attempt {
  const verdicts = documents.map(({ verdict }) => verdict);
  const verdict = verdicts.includes('MalformedData')
    ? 'MalformedData'
    : verdicts.every((one) => one === 'rows')
      ? 'rows'
      : undefined;
  const text = documents.map(({ json }) => `${dice.of(spaces)}${json}${dice.of(spaces)}`).join('');
  return attempt(
    text,
    documents.map(({ row }) => row),
    verdict,
  );
}

const several: Kind = (dice, number, serde) =>
  together(
    Array.from({ length: dice.once(5) ? 2 + dice.number(3) : 1 }, (_, at) => document(dice, `${number}.${at}`, serde)),
    dice,
  );

type Kind = (dice: Dice, number: number, serde: Deserializer) => Attempt;

const noJson = [
  '{',
  '}',
  '}{',
  '{]',
  '{"a"}',
  '{"a":}',
  '{a:1}',
  "{'a':1}",
  '{"a":01}',
  '{"a":+1}',
  '{"a":.5}',
  '{"a":1.}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":1,}',
  '{"a":1}x',
  '\u00a0',
  '\v',
  '{"a":"\n"}',
  '{"a":"\\x"}',
  '{"a":"\\u12"}',
  '/**/{}',
  '{}//',
  '<a/>',
  '{"a":tru}',
  '{"a":1 "b":2}',
  '{,}',
  '\0',
];

const kinds: readonly Kind[] = [
  /** Cut short. */
  (dice, number, serde) => {
    const { json } = document(dice, `${number}.0`, serde);
    return attempt(json.slice(0, 1 + dice.number(json.length - 1)), [], 'ParseError');
  },
  /** No object at the top. */
  (dice) =>
    attempt(
      dice.of(['null', 'true', '0', '-1.5e3', '"x"', '[]', '[{}]', '[{"userId":"a"}]', '[[[1]]]']),
      [],
      'MalformedData',
    ),
  /** Nothing. */
  (dice) => attempt(dice.some(20, () => dice.of([' ', '\t', '\r', '\n'])).join(''), [], 'MalformedData'),
  /** No JSON. */
  (dice) => attempt(dice.of(noJson), [], 'ParseError'),
  /** Nested. */
  (dice, number, serde) => {
    const depth = dice.once(2) ? 1 + dice.number(990) : 1000 + dice.number(6000);
    const [open, close] = dice.of([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    const value = `${open.repeat(depth)}1${close.repeat(depth)}`;
    const { json, row, verdict } = document(dice, `${number}.0`, serde, [['deep', value]]);
    return depth > 990 ? attempt(json, [row], 'ParseError') : attempt(json, [row], verdict);
  },
  /** Encoded otherwise. */
  (dice, number, serde) => {
    const { json, row } = document(dice, `${number}.0`, serde);
    return dice.of([
      () => attempt(Buffer.from(`\ufeff${json}`, 'utf16le'), [], 'MalformedData'),
      () => attempt(Buffer.from(json, 'utf16le').swap16(), [row]),
      () => attempt(Buffer.from(`\ufeff${json}`), [row]),
      // A character that does not end, one that is too long, half of a pair.
      ...[[0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xff]].map(
        (bytes) => () =>
          attempt(Buffer.concat([Buffer.from('{"id":"'), Buffer.from(bytes), Buffer.from('"}')]), [], 'MalformedData'),
      ),
    ])();
  },
  /** A byte or several are others. */
  (dice, number, serde) => {
    const { json, row } = document(dice, `${number}.0`, serde);
    const data = Buffer.from(json);
    // The mark stays as it is, so that the record is found again.
    for (let n = dice.number(4); n >= 0; n--) data[dice.number(Math.max(1, data.length - 40))] = dice.number(256);
    return attempt(data, [{ mark: row.mark }]);
  },
  /** The same key again, in another case too: which of them counts is not known of AWS. */
  (dice, number, serde) => {
    const again = dice.some(4, () => [dice.of(['id', 'ID', 'Id', 'iD']), `"${dice.of(['a', 'b'])}"`] as const);
    const { json, row, verdict } = document(dice, `${number}.0`, serde, again);
    return attempt(
      json,
      [{ mark: row.mark, ...(row.ts === undefined ? {} : { ts: row.ts }) }],
      verdict === 'rows' ? verdict : undefined,
    );
  },
  /** Keys that objects have by themselves, and others that no column asks for. */
  (dice, number, serde) => {
    const names = [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'length',
      '',
      ' id',
      'id ',
      'user.id',
      ...nasty,
    ];
    const more = dice.some(5, () => [dice.of(names), JSON.stringify(anyJson(dice, nasty))] as const);
    const { json, row, verdict } = document(dice, `${number}.0`, serde, more);
    return attempt(json, [row], verdict);
  },
];

/** Near the most that a record may have, or beyond. */
function large(dice: Dice, number: number): Attempt {
  const row = { mark: `${number}.0` };
  const around = `{"id":"","userId":"${row.mark}"}`.length;
  const length = dice.of([largest, largest - 1, largest / 2, largest + 1, largest + 5000]);
  const filling = dice.of(['x', ' ', '"', '\\', '[', '{']);
  const isEscaped = filling === '"' || filling === '\\';
  const id = (isEscaped ? `\\${filling}` : filling).repeat(length).slice(0, length - around);
  // An escape is not cut in two.
  const even = isEscaped ? `${id.slice(0, id.length - (id.length % 2))}${'x'.repeat(id.length % 2)}` : id;
  return attempt(`{"id":"${even}","userId":"${row.mark}"}`, [row], length > largest ? 'refused' : 'rows');
}
