import { temporaryFolder } from '../../../test-support';
import { evaluatePrefix } from '../prefix';
import { columnsOf, conversions, streamBy } from '../test-support';
import { prefixTruths } from './prefixes';
import { type RecordTruth, recordTruths } from './records';
import { streamTruths } from './streams';
import { timestampTruths } from './timestamps';

const { folder, remove } = temporaryFolder('firehose-truth');
afterAll(remove);
const convertBy = conversions(folder);

const numbers = { t: 'tinyint', m: 'smallint', i: 'int', l: 'bigint', f: 'float', d: 'double' };
const types = {
  openX: { s: 'string', a_b: 'string', ...numbers, day: 'date', at: 'timestamp' },
  hive: { s: 'string', ...numbers },
};

const streamOf = ({ serde, settings = {} }: RecordTruth) =>
  streamBy(serde === 'hive' ? { hive_json_ser_de: {} } : { open_x_json_ser_de: settings });

/** What became of each record, in their order. */
async function run(records: readonly RecordTruth[]): Promise<object[]> {
  const [first] = records as [RecordTruth];
  const { found, errors } = await convertBy(
    records.map(({ record }) => record),
    streamOf(first),
    columnsOf(types[first.serde ?? 'openX']),
  );
  const failed = new Map(
    String(errors?.body ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, string>)
      .map(({ rawData = '', lastErrorCode = '', lastErrorMessage: message = '' }) => [
        rawData,
        { code: lastErrorCode.replace('DataFormatConversion.', ''), message },
      ]),
  );
  const isNull = ([, value]: [string, unknown]): boolean => value === null;
  const rows = found.map((row) => Object.fromEntries(Object.entries(row).filter((cell) => !isNull(cell))));
  return records.map(({ record, rows: expected = [] }) => {
    const error = failed.get(Buffer.from(record).toString('base64'));
    return error ? { error } : { rows: rows.splice(0, expected.length) };
  });
}

const all = [...recordTruths, ...timestampTruths];

test('each record becomes what it becomes on AWS', async () => {
  const kinds = new Map<string, RecordTruth[]>();
  for (const row of all) {
    const kind = JSON.stringify([row.serde, row.settings]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), row]);
  }
  const wrong: object[] = [];
  for (const records of kinds.values()) {
    for (const [at, became] of (await run(records)).entries()) {
      const { says, rows, error } = records[at] as RecordTruth;
      try {
        expect(became).toMatchObject(error ? { error } : { rows });
        if (rows) expect(became).toEqual({ rows });
      } catch {
        wrong.push({ says, became, instead: error ?? rows });
      }
    }
  }
  expect(wrong).toEqual([]);
});

const values = {
  time: new Date('2018-08-27T10:30:05Z'),
  randomString: (place: number) => `abcdefghij${place}`,
  errorOutputType: 'format-conversion-failed',
};

test.each(prefixTruths)('$says: $prefix', ({ prefix, becomes }) => {
  expect(evaluatePrefix(prefix, values)).toBe(becomes);
});

test('each row says what it is known from, and no two say the same', () => {
  for (const truths of [all, prefixTruths, streamTruths]) {
    const says = truths.map((row) => row.says);
    expect(says).toEqual([...new Set(says)]);
    for (const { source } of truths) {
      expect(Object.values(source).join('')).toMatch(
        /^(https:\/\/(docs\.aws\.amazon\.com|fasterxml\.github\.io)\/|floci-io\/floci |firehose:)/,
      );
    }
  }
});
