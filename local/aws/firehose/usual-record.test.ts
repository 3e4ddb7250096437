import { join } from 'node:path';
import fc, { character } from '../../../scripts/jest/properties';
import { temporaryFolder } from '../../test-support';
import { FileObjectStore } from '../s3/object-store';
import { convert } from './convert';
import { type Deserializer, deserializerOf } from './deserializer';
import { RecordBuffer } from './record-buffer';
import { columnsOf, streamBy } from './test-support';
import { timestampTruths } from './truth/timestamps';

const { folder, remove } = temporaryFolder('usual-record');
afterAll(remove);
const store = new FileObjectStore(join(folder, 's3'));
const table = { catalogId: '0', databaseName: 'd', tableName: 't', region: 'r', versionId: 'LATEST' };

const columns = columnsOf({ id: 'string', userid: 'string', a_b: 'string', ts: 'timestamp', n: 'int', day: 'date' });
const mapped = { open_x_json_ser_de: { column_to_json_key_mappings: { ts: 'timestamp' } } };
const byCase = { open_x_json_ser_de: { case_insensitive: false } };
const dots = { open_x_json_ser_de: { convert_dots_in_json_keys_to_underscores: true } };
const plain = deserializerOf(streamBy(mapped), columns);

/** What comes of records: the digests are of all bytes. */
async function conversionOf(records: readonly (string | Buffer)[], deserialize: Deserializer) {
  const buffer = new RecordBuffer();
  // One behind the other, so that what is cut off goes on with the next.
  const bytes = records.map((record) => Buffer.from(record));
  let end = 0;
  const ends = bytes.map(({ length }) => (end += length));
  buffer.addAll(Buffer.concat(bytes), ends, 0);
  const found = await convert(buffer, { columns, deserialize, table, store, now: 0, before: 0 });
  return { rows: found.rows, parquet: found.parquet?.digest, errors: found.errors?.digest };
}

const usualNever = { ...plain.usual, read: () => false };

async function expectSame(records: readonly (string | Buffer)[], deserialize = plain): Promise<void> {
  const slowly = await conversionOf(records, { ...deserialize, usual: usualNever });
  expect(await conversionOf(records, deserialize)).toEqual(slowly);
}

const two = fc.nat({ max: 70 }).map((number) => String(number).padStart(2, '0'));
const digits = fc.string({ unit: fc.constantFrom('0', '1', '9'), minLength: 1, maxLength: 10 });
const timestamp = fc.oneof(
  fc
    .date({ min: new Date('1600-01-01'), max: new Date('2300-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc
    .tuple(fc.constantFrom('1677', '1678', '2000', '2100', '2261', '2262'), two, two, two, two, two, digits)
    .map(([year, month, day, h, m, s, f]) => `${year}-${month}-${day}T${h}:${m}:${s}.${f}Z`),
  fc
    .tuple(
      fc.constantFrom('02', '04', '12'),
      fc.constantFrom('28', '29', '30', '31'),
      fc.constantFrom('', 'Z', '.Z', '.1'),
    )
    .map(([month, day, end]) => `2024-${month}-${day}T23:59:59${end}`),
  fc.constantFrom('2026-10-05 10:00:00', '1791194400', '', 'yesterday evening', '2026-10-05T10:00:00+02:00'),
);
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'Z', '0', ' ', '~', '\u007f', ':', ',', '{', '}'), maxLength: 40 }),
  fc.string({ unit: character, maxLength: 4 }),
);
const key = fc.constantFrom('id', 'ID', 'Id', 'userId', 'a.b', 'a_b', 'ts', 'n', 'day', '__proto__', 'other', '1', 'é');
const member = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(key, text) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('timestamp', 'ts', 'id'), timestamp) },
  {
    weight: 1,
    arbitrary: fc.tuple(key, fc.constantFrom<unknown>(null, 5, 1.5, '7', '2026-10-05', true, [1], { a: 'b' })),
  },
);
/** Keys may come twice. */
const record = fc
  .array(member, { maxLength: 6 })
  .map(
    (members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
  );

/** The same with something put in, or taken out. */
const broken = fc
  .tuple(
    record,
    fc.nat(),
    fc.nat({ max: 2 }),
    fc.constantFrom('', '"', '\\', '{', '}', ',', ':', ' ', '\n', '\0', '}{'),
  )
  .map(([whole, place, out, put]) => {
    const at = place % (whole.length + 1);
    return whole.slice(0, at) + put + whole.slice(at + out);
  });
const bytes = fc.oneof(
  { weight: 3, arbitrary: record },
  { weight: 2, arbitrary: broken },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 8 })
      .map((array) => Buffer.concat([Buffer.from('{"id":"'), array, Buffer.from('"}')])),
  },
);

test.each([
  ['keys mapped, in lower case', plain],
  ['keys as they are', deserializerOf(streamBy(byCase), columns)],
  ['dots as underscores', deserializerOf(streamBy(dots), columns)],
])('the same file comes of it, byte for byte, and the same errors: %s', async (_, deserialize) => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { maxLength: 40 }), (records) => expectSame(records, deserialize)),
    { numRuns: 150 },
  );
});

test('of the timestamps that AWS was seen to read, too', () =>
  expectSame(timestampTruths.map(({ record: one }) => String(one).replace('"at"', '"timestamp"'))));

test.each([
  ['a key between two that are the same', '{"id":"a","ID":"b","id":"c"}'],
  ['ten digits behind the point', '{"timestamp":"2026-10-05T10:00:00.1234567890Z"}'],
  ['nine', '{"timestamp":"2026-10-05T10:00:00.123456789"}'],
  ['nothing behind the point', '{"timestamp":"2026-10-05T10:00:00."}'],
  ['a leap day', '{"timestamp":"2024-02-29T10:00:00Z"}'],
  ['none of a year of hundreds', '{"timestamp":"2100-02-29T10:00:00Z"}'],
  ['the last nanosecond that 64 bits hold', '{"timestamp":"2262-04-11T23:47:16.854775807Z"}'],
  ['a key of which another is the beginning', '{"id":"a"}{"ida":"b"}'],
])('%s', (_, one) => expectSame(['{"id":"a","ida":"b","timestamp":"2026-10-05T10:00:00Z"}', one]));

test('over the end of a page', () =>
  expectSame(
    Array.from({ length: 3000 }, (_, n) => JSON.stringify({ id: `${n}`.repeat(300), userId: n % 7 ? 'u' : null })),
  ));

test('the events that producers send are read where they lie, in whatever order their members are', () => {
  const members = ['"id":"v1"', '"userId":"u1"', '"timestamp":"2026-10-05T10:00:00.123Z"'];
  for (let turn = 0; turn < members.length; turn++) {
    members.push(members.shift() ?? '');
    const one = Buffer.from(`{${members.join(',')}}`);
    expect(plain.usual.read(one, 0, one.length)).toBe(true);
    const found = [...plain.usual.begins].map((begin, column) =>
      begin < 0 ? null : one.toString('latin1', begin, plain.usual.ends[column]),
    );
    expect(found).toEqual(['v1', 'u1', null, '2026-10-05T10:00:00.123Z', null, null]);
  }
});
