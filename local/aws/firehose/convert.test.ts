import fc from '../../../scripts/jest/properties';
import { temporaryFolder } from '../../test-support';
import { deserializerOf } from './deserializer';
import { columnsOf, conversions, streamBy } from './test-support';

const { folder, remove } = temporaryFolder('convert');
afterAll(remove);
const convertBy = conversions(folder);

const hiveTypes = {
  s: 'string',
  t: 'tinyint',
  i: 'int',
  l: 'bigint',
  f: 'float',
  d: 'double',
  day: 'date',
  at: 'timestamp',
};
const columns = columnsOf(hiveTypes);

const openX = (serde: object) => streamBy({ open_x_json_ser_de: serde });
const run = (records: readonly string[], serde: object = {}) => convertBy(records, openX(serde), columns);

test('every type is kept as the value that it stands for', async () => {
  const { found } = await run([
    JSON.stringify({
      ...{ s: 'x', t: -128, i: '7', l: '9223372036854775807', f: 0.5, d: '1e3' },
      ...{ day: '2024-2-29', at: '2024-02-29T01:02:03.4Z' },
    }),
    '{"s":{"Outer":{"Inner":[1.0,null,"A"]}},"l":12345678901234567890}',
    '{"s":{"Outer":{"Inner":[1.0,null,"A"]}}}',
  ]);
  expect(found).toEqual([
    {
      ...{ s: 'x', t: -128, i: 7, l: '9223372036854775807', f: 0.5, d: 1000 },
      ...{ day: '2024-02-29', at: '2024-02-29 01:02:03.4' },
    },
    expect.objectContaining({ s: '{"outer":{"inner":[1.0,null,"A"]}}' }),
  ]);
});

test('keys fold and map as the deserializer is told', async () => {
  const serde = { column_to_json_key_mappings: { s: 'time.stamp' }, convert_dots_in_json_keys_to_underscores: false };
  expect((await run(['{"Time.Stamp":"x","I":1,"i":2}'], serde)).found).toMatchObject([{ s: 'x', i: 2 }]);
  expect((await run(['{"S":"x","s":"y"}'], { case_insensitive: false })).found).toMatchObject([{ s: 'y' }]);
});

test('whatever comes in, each record is either converted or kept among the errors', async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.bigInt().map(String),
    fc.constantFrom(
      9999.994,
      9999.995,
      1e308,
      -0,
      '1e400',
      '9999.999',
      '\u0000',
      '\uD800',
      '0001-01-01',
      '2024-02-30 00:00:00',
      [1],
      { a: 1 },
    ),
  );
  const document = fc.dictionary(fc.constantFrom(...Object.keys(hiveTypes)), value, { maxKeys: 2 });
  const records = fc.sample(document, 1500).map((one) => JSON.stringify(one));
  const { rows, found, errors } = await run(records);
  expect(found).toHaveLength(rows);
  expect(rows + (errors?.count ?? 0)).toBe(1500);
  expect(rows).toBeGreaterThan(100);
});

test('what is not known of a stream is refused by its name, all at once', () => {
  const path = 's: extended_s3_configuration';
  const conversion = `${path}.data_format_conversion_configuration.input_format_configuration.deserializer`;
  const types = { a: 'array<int>', b: 'boolean', v: 'varchar(3)', at: 'timestamp', n: 'int' };
  const hive = streamBy(
    { hive_json_ser_de: { timestamp_formats: ['millis'] } },
    { file_extension: '.x', kms_key_arn: null },
  );
  expect(() => deserializerOf(hive, columnsOf(types))).toThrow(
    [
      `${path}.file_extension is ".x", which is not in the local run: leave it out, or give "".`,
      `${conversion}.hive_json_ser_de.timestamp_formats is ["millis"], which is not in the local run: leave it out.`,
      ...['a is array<int>', 'b is boolean', 'v is varchar(3)', 'at is timestamp'].map(
        (column) =>
          `s: column ${column}, and what hive_json_ser_de makes of one is not in the local run: ` +
          'give string, tinyint, smallint, int, bigint, float, double.',
      ),
    ].join('\n'),
  );
  const mapped = { column_to_json_key_mappings: { n: 'A.b' }, convert_dots_in_json_keys_to_underscores: true };
  expect(() => deserializerOf(openX(mapped), columnsOf({ n: 'int', ok: 'date' }))).toThrow(
    [
      `${conversion}.open_x_json_ser_de.column_to_json_key_mappings.n is "A.b", and which of its letters count is not in the local run: give "a.b".`,
      `${conversion}.open_x_json_ser_de.column_to_json_key_mappings.n is "A.b", and whether its dots count is not in the local run: leave out one of the two.`,
    ].join('\n'),
  );
});
