import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import fc from '../../../../scripts/jest/properties';
import { temporaryFolder } from '../../../test-support';
import { type Column } from '../../glue/glue-table';
import { createInstance } from '../../shared/duckdb';
import { type Cell } from '../column-value';
import { columnsOf } from '../test-support';
import { ParquetFile } from './parquet-file';

const { folder, remove } = temporaryFolder('parquet');
afterAll(remove);
const engine = createInstance({ memory_limit: '1GB' });
const file = join(folder, 'a.parquet');

const types = {
  s: 'string',
  t: 'tinyint',
  m: 'smallint',
  i: 'int',
  l: 'bigint',
  f: 'float',
  d: 'double',
  day: 'date',
  at: 'timestamp',
};
const columns = columnsOf(types);

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await engine).connect();
  const read = await connection.runAndReadAll(sql);
  connection.closeSync();
  return read.getRowObjectsJson();
}

function write(rows: readonly Cell[][], of = columns): void {
  const parquet = new ParquetFile(of);
  for (const row of rows) parquet.add(row);
  writeFileSync(file, Buffer.concat([...parquet.end()]));
}

const integer = (bits: bigint) => fc.bigInt(-(2n ** bits), 2n ** bits - 1n).map(String);
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const at = fc.date({ min: new Date('1677-09-22'), max: new Date('2262-04-11'), noInvalidDate: true });
const row = fc.tuple(
  fc.option(fc.string({ unit: 'grapheme' })),
  fc.option(integer(7n)),
  fc.option(integer(15n)),
  fc.option(integer(31n)),
  fc.option(integer(63n)),
  fc.option(fc.float({ noNaN: true, noDefaultInfinity: true })),
  fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  fc.option(day.map((moment) => moment.toISOString().slice(0, 10))),
  fc.option(
    fc
      .tuple(at, fc.integer({ min: 0, max: 999 }))
      .map(
        ([moment, micros]) =>
          `${moment.toISOString().replace('T', ' ').slice(0, -1)}${String(micros).padStart(3, '0')}`,
      ),
  ),
);

test('what is written is what another engine reads', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
      write(rows);
      const read = await ask(
        `SELECT hex(s) AS s, t, m, i, CAST(l AS VARCHAR) AS l, f, d, CAST("day" AS VARCHAR) AS "day", strftime("at", '%Y-%m-%d %H:%M:%S.%f') AS "at" FROM '${file}'`,
      );
      expect(read.map((one) => Object.values(one))).toEqual(
        rows.map(([s, t, m, i, l, f, d, date, time]) => [
          s === null ? null : Buffer.from(s).toString('hex').toUpperCase(),
          ...[t, m, i].map((number) => (number === null ? null : Number(number))),
          ...[l, f, d, date, time],
        ]),
      );
    }),
    { numRuns: 40 },
  );
});

test('pages end at 1 MiB, and whatever repeats in them comes back', async () => {
  const [text] = columns as [Column];
  const unit = fc.constantFrom('a', 'b', 'ab'.repeat(40), 'x'.repeat(70), '0123456789', '報告', '\u0000');
  const texts = fc.sample(
    fc.array(unit, { maxLength: 300 }).map((units) => units.join('')),
    { numRuns: 3000, seed: 1 },
  );
  write(
    texts.map((one) => [one]),
    [text],
  );
  const read = await ask(`SELECT hex(s) AS s FROM '${file}'`);
  expect(read.length).toBe(texts.length);
  const wrong = texts.filter((one, index) => read[index]?.['s'] !== Buffer.from(one).toString('hex').toUpperCase());
  expect(wrong).toEqual([]);
});

test('it says of itself what is known of Firehose’s', async () => {
  write([['a', '1', null, null, null, 0.5, null, '2026-03-01', '2026-03-01 00:00:00']]);
  const metadata = await ask(
    `SELECT path_in_schema AS name, type, encodings, compression, stats_min_value, stats_null_count, dictionary_page_offset FROM parquet_metadata('${file}')`,
  );
  expect(metadata.map(({ type }) => type)).toEqual([
    'BYTE_ARRAY',
    'INT32',
    'INT32',
    'INT32',
    'INT64',
    'FLOAT',
    'DOUBLE',
    'INT32',
    'INT96',
  ]);
  for (const one of metadata) {
    expect(one).toMatchObject({
      compression: 'SNAPPY',
      stats_min_value: null,
      stats_null_count: null,
      dictionary_page_offset: null,
    });
    expect(one['encodings']).toMatch(/^PLAIN(, RLE)?$|^RLE, PLAIN$/);
  }
});
