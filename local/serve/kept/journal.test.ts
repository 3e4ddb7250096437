import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc, { character } from '../../../scripts/jest/properties';
import { temporaryFolder } from '../../test-support';
import { Journal, JournalWriter } from './journal';

const { folder, remove } = temporaryFolder('journal');
afterAll(remove);

let count = 0;
function written(lines: readonly Readonly<Record<string, unknown>>[]): string {
  const file = join(folder, `${(count += 1)}.jsonl`);
  JournalWriter.begin(file, 's', lines.slice(0, 2));
  const writer = JournalWriter.open(file);
  for (const line of lines.slice(2)) writer.write([line]);
  writer.close();
  return file;
}

const read = (file: string) => {
  const journal = new Journal(file, 's');
  return { lines: [...journal.lines()], isTorn: journal.isTorn };
};

test('what was written is read, up to the line within which it was cut off', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ value: fc.oneof(fc.string({ unit: character }), fc.integer()) }), { maxLength: 6 }),
      fc.nat(),
      (lines, cut) => {
        const file = written(lines);
        const bytes = readFileSync(file);
        const first = bytes.indexOf(10) + 1;
        const size = first + (cut % (bytes.length - first + 1));
        writeFileSync(file, bytes.subarray(0, size));
        const whole = bytes.subarray(0, size).filter((byte) => byte === 10).length - 1;
        expect(read(file)).toEqual({ lines: lines.slice(0, whole), isTorn: bytes[size - 1] !== 10 });
      },
    ),
    { numRuns: 50 },
  );
});

test('lines that are longer than a piece of the file', () => {
  const lines = [{ a: 'é'.repeat(1 << 20) }, { b: 1 }, { c: 'x'.repeat(3 << 20) }];
  expect(read(written(lines))).toEqual({ lines, isTorn: false });
});

test.each([
  ['', /line 0: it is empty/],
  ['{"kept":"other","version":1}\n', /line 1: it must be {"kept":"s","version":1}/],
  ['{"kept":"s","version":1}\n{"a":1}\n{"a":\n{"a":2}\n', /\.jsonl, line 3: it is no JSON/],
  ['{"kept":"s","version":1}\n[]\n', /line 2: it is no object of JSON/],
])('a file that is none is named, with its line: %s', (text, told) => {
  const file = join(folder, 'other.jsonl');
  writeFileSync(file, text);
  expect(() => read(file)).toThrow(told);
});
