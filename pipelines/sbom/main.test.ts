import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesizeInto } from '../../terraform/test-support';
import { sbom } from './main';

const { folder, remove } = temporaryFolder('sbom-command');
afterAll(remove);
const clone = join(folder, 'clone');
const stacks = join(folder, 'synthesized/stacks');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, GIT_COMMITTER_DATE: '2026-11-01T12:00:00+01:00' },
  }).trim();

beforeAll(() => {
  synthesizeInto(join(folder, 'synthesized'));
  mkdirSync(clone);
  copyFileSync(join(repositoryRoot(), 'package-lock.json'), join(clone, 'package-lock.json'));
  writeFileSync(join(clone, '.terraform-version'), '1.11.4\n');
});

const program = { name: 'program', sha256: 'ab'.repeat(32), contents: { files: [], external: [] } };
const metadata = () =>
  (JSON.parse(sbom(clone, stacks, program)) as { metadata: { timestamp: string; component: { version: string } } })
    .metadata;

test('outside of a clone nobody knows which commit it is, and that is said', () =>
  expect(() => sbom(clone, stacks, program)).toThrow('git does not say which commit this is'));

test('it is of the commit, at the commit’s time, and says when files are not as committed', () => {
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'one');
  git('tag', 'v1');
  const commit = git('rev-parse', 'HEAD');
  expect(metadata()).toMatchObject({ timestamp: '2026-11-01T11:00:00.000Z', component: { version: commit } });
  writeFileSync(join(clone, '.terraform-version'), '1.12.0\n');
  expect(metadata().component.version).toBe(`${commit}-dirty`);
});
