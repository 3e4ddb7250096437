import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { conflicts, markerIn, refuseMarkers, settle, sideOf } from './merge-conflicts';

const { folder, remove } = temporaryFolder('merge');
afterAll(remove);
const AUTHOR = ['user.name=A', 'user.email=a@example.com', 'commit.gpgsign=false'].flatMap((one) => ['-c', one]);
const git = (...args: string[]) => execFileSync('git', [...AUTHOR, ...args], { cwd: folder, stdio: 'pipe' });
const write = (text: string) => writeFileSync(join(folder, 'a.json'), text);
const commit = (text: string) => {
  write(text);
  git('add', '--all');
  git('commit', '--message', text.trim());
};

test('a conflict is known with both sides, until it is settled; its place is told', () => {
  expect(conflicts(folder)).toEqual([]);
  git('init', '--initial-branch', 'main');
  commit('{}\n1\n');
  git('switch', '--create', 'theirs');
  commit('{}\n2\n');
  git('switch', 'main');
  commit('{}\n3\n');
  expect(conflicts(folder)).toEqual([]);
  expect(() => git('merge', 'theirs')).toThrow();
  expect(conflicts(folder)).toEqual(['a.json']);
  expect([sideOf('a.json', 'ours', folder), sideOf('a.json', 'theirs', folder)]).toEqual(['{}\n3\n', '{}\n2\n']);
  expect(sideOf('b.json', 'ours', folder)).toBeUndefined();

  const text = readFileSync(join(folder, 'a.json'), 'utf8');
  expect(markerIn(text, 'a.json')).toBe('a.json:2');
  expect(() => refuseMarkers(text, 'a.json')).toThrow('a.json:2: a merge left a conflict here. "npm run regenerate"');
  write('{}\n4\n');
  settle(conflicts(folder), folder);
  expect(conflicts(folder)).toEqual([]);
  refuseMarkers('{"a": "<<<<<<< b"}', 'a.json');
});
