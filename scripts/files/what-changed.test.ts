import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textsOf, whatChanged } from './what-changed';

const folder = mkdtempSync(join(tmpdir(), 'what-changed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const one = (text: string) => new Map([['', text]]);

test('of a file, how many lines came and went, one that stands twice counted twice', () => {
  expect(whatChanged(one('a\nb\nb'), one('a\nb\nc\nd'))).toBe('2 lines came, 1 went');
  expect(whatChanged(one('a'), one('a'))).toBe('as it was');
  expect(whatChanged(new Map(), one('a\nb'))).toBe('2 lines came, 0 went');
});

test('of a folder, which files', () => {
  writeFileSync(join(folder, 'dev.svg'), 'a');
  writeFileSync(join(folder, 'prod.svg'), 'a');
  const before = textsOf(folder);
  writeFileSync(join(folder, 'dev.svg'), 'b');
  writeFileSync(join(folder, 'qa.svg'), 'a');
  rmSync(join(folder, 'prod.svg'));
  expect(whatChanged(before, textsOf(folder))).toBe('dev.svg changed; qa.svg came; prod.svg went');
  expect(whatChanged(before, before)).toBe('as it was');
  expect(textsOf(join(folder, 'none'))).toEqual(new Map());
});
