import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originOf } from './origin';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'origin-'));
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['https://github.com/contoso/video.git', 'contoso/video'],
  ['https://github.com/contoso/video.analytics', 'contoso/video.analytics'],
  ['https://me@github.com/contoso/video', 'contoso/video'],
  ['git@github.com:contoso/video.git', 'contoso/video'],
  ['ssh://git@github.com/contoso/video.git', 'contoso/video'],
  ['https://git.contoso.eu/contoso/video.git', undefined],
  ['/srv/github.com/contoso/video', undefined],
])('%s', (address, expected) => {
  execFileSync('git', ['remote', 'add', 'origin', address], { cwd: folder });
  expect(originOf(folder)).toBe(expected);
});

test('without a remote, nothing', () => expect(originOf(folder)).toBeUndefined());
