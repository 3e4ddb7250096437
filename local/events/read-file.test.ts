import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UserError } from '../../scripts/user-error';
import { readEvents } from './read-file';
import { timestampOf } from './arrival';

const read = async (text: string, startDate?: string) => {
  // In small pieces, so that lines and characters are cut in the middle.
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(i * 7, i * 7 + 7));
  const { events, unsent } = await readEvents('-', {
    stdin: Readable.from(pieces),
    today: new Date('2026-11-24T12:00:00Z'),
    ...(startDate ? { startDate } : {}),
  });
  return { events: events.map(({ line, data, arrival }) => [line, arrival.toISOString().slice(0, 16), data]), unsent };
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
  const { events, unsent } = await readEvents('-', {
    stdin: Readable.from([Buffer.from(`{"id":"${'x'.repeat(1_024_000)}"}\n{"id":"b"}\n`)]),
  });
  expect(events.map(({ line }) => line)).toEqual([2]);
  expect(unsent).toEqual([{ line: 1, why: '1024009 bytes: Firehose takes records of up to 1024000; not sent' }]);
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
