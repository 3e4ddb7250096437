import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptReading } from './kept-reading';
import { readSource } from './source-imports';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kept-reading-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** A checkout whose reader and lock are these. */
function checkout(name: string, reader: string, lock: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, 'policies/needs'), { recursive: true });
  writeFileSync(join(root, 'policies/needs/source-imports.ts'), reader);
  writeFileSync(join(root, 'package-lock.json'), lock);
  return root;
}

const SENDS = "import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';\n";

test('a reading is taken up again for the same text alone, and is what the reader says', () => {
  const root = checkout('one', 'reader', 'lock');
  const read = jest.fn(readSource);
  for (const text of [SENDS, SENDS, `\n${SENDS}eval('1');\n`, SENDS]) {
    expect(keptReading(text, root, read)).toEqual(readSource(text));
  }
  expect(read).toHaveBeenCalledTimes(2);
});

test('another reader, and another parser, read anew; so does what was cut off', () => {
  const read = jest.fn(readSource);
  const roots = [
    ['reader', 'lock'],
    ['other', 'lock'],
    ['reader', 'other'],
  ] as const;
  const kept = roots.map(([reader, lock], at) => {
    const root = checkout(`reader-${at}`, reader, lock);
    keptReading(SENDS, root, read);
    return join(root, 'node_modules/.cache/sources-read');
  });
  expect(new Set(kept.flatMap((one) => readdirSync(one))).size).toBe(3);
  const [one = ''] = kept;
  writeFileSync(join(one, readdirSync(one)[0] ?? ''), '{"imports":[');
  expect(keptReading(SENDS, join(folder, 'reader-0'), read)).toEqual(readSource(SENDS));
  expect(read).toHaveBeenCalledTimes(4);
});
