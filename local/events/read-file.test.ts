import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from '../../scripts/jest/properties';
import { UserError } from '../../scripts/user-error';
import { readEvents } from './read-file';
import { timestampOf, unreadTimestamp } from './arrival';

const read = async (text: string, startDate?: string) => {
  // In small pieces, so that lines and characters are cut in the middle.
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(i * 7, i * 7 + 7));
  const { events, problems } = await readEvents('-', {
    stdin: Readable.from(pieces),
    today: new Date('2026-11-24T12:00:00Z'),
    ...(startDate ? { startDate } : {}),
  });
  return {
    events: [...events].map(({ line, data, arrival }) => [line, arrival.toISOString().slice(0, 16), data]),
    problems,
  };
};

test('a record arrives at its timestamp; one without, or that is not JSON, with the record before it', async () => {
  const text = [
    '{"id":"a","timestamp":"2026-10-05T10:00:00Z"}',
    '{"id":"b"}',
    'not json',
    '',
    '{"id":"ü\u2028","timestamp":"2026-10-04T09:00:00.000Z"}\r',
    '{"id":"d"}',
  ].join('\n');
  expect((await read(text)).events).toEqual([
    [5, '2026-10-04T09:00', '{"id":"ü\u2028","timestamp":"2026-10-04T09:00:00.000Z"}'],
    [6, '2026-10-04T09:00', '{"id":"d"}'],
    [1, '2026-10-05T10:00', '{"id":"a","timestamp":"2026-10-05T10:00:00Z"}'],
    [2, '2026-10-05T10:00', '{"id":"b"}'],
    [3, '2026-10-05T10:00', 'not json'],
  ]);
});

test.each([
  [
    'the first day of the report',
    '{"id":"a"}\n{"id":"b","timestamp":"2026-10-05T10:00:00Z"}',
    '2026-10-02',
    '2026-10-02',
  ],
  [
    "the day of the file's first timestamp",
    '{"id":"a"}\n{"timestamp":"2026-10-05T10:00:00Z"}',
    undefined,
    '2026-10-05',
  ],
  ['today', '{"id":"a"}', undefined, '2026-11-24'],
])('records before the first timestamp arrive on %s', async (_, text, start, day) => {
  expect((await read(text, start)).events[0]).toEqual([1, `${day}T00:00`, '{"id":"a"}']);
});

test.each([
  ['{"timestamp":"2026-10-05T10:00:00.123Z"}', '2026-10-05T10:00:00.123Z'],
  ['{"timestamp":"2026-10-05T12:00:00+02:00"}', undefined],
  ['{"timestamp":"2026-10-05 10:00:00"}', '2026-10-05T10:00:00.000Z'],
  ['{"Timestamp":"2026-10-05T10:00:00Z"}', '2026-10-05T10:00:00.000Z'],
  ['{"timestamp":1791194400}', '2026-10-05T10:00:00.000Z'],
  ['{"timestamp":1791194400000}', '2026-10-05T10:00:00.000Z'],
  ['{"timestamp":"yesterday"}', undefined],
  ['{"timestamp":"2026-02-31T25:00:00Z"}', undefined],
  ['{"timestamp":null}', undefined],
  ['{"timestamp":1e300}', undefined],
  ['[1]', undefined],
  ['null', undefined],
  ['{"timestamp"', undefined],
])('%s happened at %s', (line, expected) => {
  expect(timestampOf(line)?.toISOString()).toBe(expected);
});

test('a record that is too large for Firehose is reported by its line, and the rest goes on', async () => {
  const { events, problems } = await readEvents('-', {
    stdin: Readable.from([Buffer.from(`{"id":"${'x'.repeat(1_024_000)}"}\n{"id":"b"}\n`)]),
  });
  expect([...events].map(({ line }) => line)).toEqual([2]);
  expect(problems).toEqual([{ line: 1, why: '1024009 bytes: Firehose takes records of up to 1024000; not sent' }]);
});

test.each([
  ['packed by gzip', (text: string) => gzipSync(text)],
  ['in UTF-16, little end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['in UTF-16, big end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['in UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
  ['in UTF-16, packed', (text: string) => gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le'))],
])('a file %s is read', async (_, write) => {
  const bytes = write('{"id":"ä🎬","timestamp":"2026-10-05T10:00:00Z"}\n{"id":"b"}\n');
  const pieces = [...bytes].map((byte) => Buffer.from([byte]));
  const { events } = await readEvents('-', { stdin: Readable.from(pieces) });
  expect([...events].map(({ line, data }) => [line, data])).toEqual([
    [1, '{"id":"ä🎬","timestamp":"2026-10-05T10:00:00Z"}'],
    [2, '{"id":"b"}'],
  ]);
});

test('bytes that are no UTF-8 come as the sign for them, and a byte order mark within the file as it stands', async () => {
  const lines = [...['a', 'b', 'c'].map((id) => `{"id":"${id}"}`), '\ufeff{"id":"d"}'].map((text) => Buffer.from(text));
  lines.push(Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xe2, 0x82]), Buffer.from('x'), Buffer.from([0xff])]));
  const stdin = Readable.from([Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\r\n')]))]);
  const { events } = await readEvents('-', { stdin });
  expect([...events].map(({ data }) => data).slice(3)).toEqual(['\ufeff{"id":"d"}', '{"id":"\ufffdx\ufffd']);
});

const pretty = JSON.stringify({ id: 'a', userId: 'b' }, null, 2);
test.each([
  ['[{"id":"a"},\n{"id":"b"}]', 'it is a JSON array. Give one JSON object a line: jq -c ".[]" does it'],
  [`[\n${pretty}]`, 'it is a JSON array.'],
  [pretty, 'it is JSON written over several lines. Give one JSON object a line: jq -c . does it'],
  [`\n${pretty}\n${pretty}`, 'it is JSON written over several lines.'],
  ['id,userId,timestamp\n1,2,3', 'it is CSV, with the columns id, userId, timestamp. Give one JSON object a line'],
  ['"userid";"format"\n1;2', 'it is CSV, with the columns userid, format.'],
  ['PAR1\u0015\u0004', 'it is a Parquet file. Give one JSON object a line'],
  ['PK\u0003\u0004\u0000', 'it is a ZIP archive.'],
  ['\u0000\u0001\u0002\u0003', 'it holds zero bytes: it is not text.'],
])('%j is refused in one line that says what it is', async (text, message) => {
  const read = readEvents('-', { stdin: Readable.from([Buffer.from(text)]), typed: 'mine' });
  await expect(read).rejects.toThrow(UserError);
  await expect(read).rejects.toThrow(`--events mine: ${message}`);
  await expect(read).rejects.toThrow(/^[^\n]+, or - for stdin\.$/);
});

test('a gzip file that is cut off is an error, and no event is lost in silence', async () => {
  const bytes = gzipSync('{"id":"a"}\n'.repeat(10_000));
  const stdin = Readable.from([bytes.subarray(0, bytes.length - 12)]);
  await expect(readEvents('-', { stdin })).rejects.toThrow(/--events -: it can't be read \(unexpected end of file\)/);
});

test.each([
  ['as text', (bytes: Buffer) => bytes],
  ['packed by gzip', gzipSync],
])('a pipe that breaks is an error, of a file %s', async (_, write) => {
  const bytes = write(Buffer.from('{"id":"a"}\n'.repeat(10_000)));
  const stdin = Readable.from(
    (async function* () {
      yield bytes.subarray(0, bytes.length / 2);
      throw new Error('the pipe broke');
    })(),
  );
  await expect(readEvents('-', { stdin })).rejects.toThrow(/--events -: it can't be read \(the pipe broke\)/);
});

test.each([
  ['1791194400000000', 'timestamp 1791194400000000 is in microseconds (2026-10-05T10:00:00.000Z); the stream reads'],
  ['1791194400000000000', 'timestamp 1791194400000000000 is in nanoseconds (2026-10-05T10:00:00.000Z); the stream'],
])('a timestamp of %s is told as such, sent, and taken for no day of the file', async (timestamp, why) => {
  const text = `{"id":"a","timestamp":"2026-10-05T10:00:00Z"}\n{"id":"b","timestamp":${timestamp}}`;
  const { events, problems } = await readEvents('-', { stdin: Readable.from([Buffer.from(text)]) });
  expect([...events].map(({ arrival }) => arrival.toISOString().slice(0, 10))).toEqual(['2026-10-05', '2026-10-05']);
  expect(problems).toEqual([{ line: 2, why: expect.stringContaining(why) as string }]);
});

test.each([
  [
    '"2026-10-05T12:00:00+02:00"',
    'write it in UTC, as "2026-10-05T10:00:00.000Z" or "2026-10-05 10:00:00", or in epoch',
  ],
  [
    '"2026-10-05 12:00:00-0130"',
    'has an offset, which the stream doesn\'t read: write it in UTC, as "2026-10-05T13:30',
  ],
  ['"2026-10-05T12:00:00Z"', undefined],
  ['"yesterday"', undefined],
  ['5', undefined],
])('a timestamp of %s: %s', (timestamp, told) => {
  const words = unreadTimestamp(`{"timestamp":${timestamp}}`);
  if (told === undefined) expect(words).toBeUndefined();
  else expect(words).toContain(told);
});

describe('nothing to read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-file-'));
  const empty = join(folder, 'empty.ndjson');
  beforeAll(() => writeFileSync(empty, '\n \n'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [join(folder, 'missing.ndjson'), 'there is no such file. Check the path, or - for stdin.'],
    [folder, 'that is a folder. Give the path of a file, or - for stdin.'],
    [empty, 'holds no events. Give one JSON object a line'],
  ])('%s', async (path, message) => {
    await expect(readEvents(path)).rejects.toThrow(UserError);
    await expect(readEvents(path)).rejects.toThrow(`--events ${path}: `);
    await expect(readEvents(path)).rejects.toThrow(message);
  });
});

test('whatever lines there are come back as they stand, by arrival and then by line', async () => {
  const moment = fc.integer({ min: 0, max: 5 }).map((n) => `2026-10-0${n + 1}T10:00:00Z`);
  const word = fc.string({ unit: 'grapheme', maxLength: 12 });
  const aLine = fc
    .tuple(word, fc.option(moment, { nil: undefined }))
    .map(([id, timestamp]) => JSON.stringify({ id, timestamp }));
  await fc.assert(
    fc.asyncProperty(fc.array(aLine, { minLength: 1, maxLength: 40 }), async (lines) => {
      const { events } = await read(lines.join('\n'));
      let arrival: string | undefined;
      const dated = lines.map((data, at) => {
        arrival = timestampOf(data)?.toISOString().slice(0, 16) ?? arrival;
        return [at + 1, arrival, data] as const;
      });
      const first = `${(dated.find(([, when]) => when !== undefined)?.[1] ?? '2026-11-24').slice(0, 10)}T00:00`;
      const expected = dated.map(([line, when, data]) => [line, when ?? first, data] as const);
      expected.sort(([l, one], [m, other]) => (one < other ? -1 : one > other ? 1 : l - m));
      expect(events).toEqual(expected);
    }),
  );
});

test('lines beyond one piece of memory come back, the longest too', async () => {
  const lines = Array.from({ length: 12 }, (_, n) => JSON.stringify({ id: String(n).repeat(900_000) }));
  const { events } = await readEvents('-', { stdin: Readable.from([Buffer.from(lines.join('\n'))]) });
  const sent = lines.filter((line) => line.length <= 1_024_000);
  expect([...events].map(({ data }) => data)).toEqual(sent);
  expect(sent.length).toBe(10);
});
