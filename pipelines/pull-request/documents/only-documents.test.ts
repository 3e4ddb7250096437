import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { parseFiles } from '../../workflows/files';
import { shippedTexts } from '../../workflows/shipped';
import { onlyDocuments } from './only-documents';

const { folder, remove } = temporaryFolder('documents');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const script = parseFiles(shippedTexts()).actions['.github/actions/changes']?.steps[0]?.run ?? 'exit 7';

let base: string;
beforeAll(() => {
  git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(folder, 'pipelines/pull-request/documents'), { recursive: true });
  cpSync(
    join(repositoryRoot(), 'pipelines/pull-request/documents/paths.txt'),
    join(folder, 'pipelines/pull-request/documents/paths.txt'),
  );
  for (const path of ['README.md', 'docs/deploy.md', 'lambdas/sum.ts']) write(path, 'as it was\n');
  base = commit();
});
afterAll(remove);
beforeEach(() => {
  git('reset', '--quiet', '--hard', base);
});

function commit(...args: string[]): string {
  git('add', '--all');
  git('commit', '--quiet', '-m', 'A change', ...args);
  return git('rev-parse', 'HEAD');
}

/** What the step of the workflows outputs. */
function told(since: string): string {
  const outputs = join(folder, '.git/outputs');
  rmSync(outputs, { force: true });
  const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, SINCE: since, GITHUB_OUTPUT: outputs },
  });
  expect([status, stderr]).toEqual([0, '']);
  return readFileSync(outputs, 'utf8');
}

test.each<[string, readonly string[], boolean]>([
  ['the page', ['README.md'], true],
  ['pages and decisions', ['docs/deploy.md', 'docs/decisions/0099-new.md', 'CONTRIBUTING.md'], true],
  ['forms', ['.github/ISSUE_TEMPLATE/fault.yml', '.github/pull_request_template.md'], true],
  ['a page of the program’s', ['pipelines/diagram/fixtures/README.md'], false],
  ['a picture, which is held against the stacks', ['docs/diagrams/dev.svg'], false],
  ['who owns what', ['.github/CODEOWNERS'], false],
  ['a workflow', ['.github/workflows/deploy.yml'], false],
  ['code', ['lambdas/sum.ts'], false],
  ['code beside a page', ['README.md', 'lambdas/sum.ts'], false],
  ['which paths are documents', ['pipelines/pull-request/documents/paths.txt'], false],
  ['code that is called a page', ['lambdas/sum.md'], false],
  ['a page of the same name elsewhere', ['lambdas/docs/deploy.md'], false],
])('%s', (_, paths, expected) => {
  for (const path of paths) write(path, 'another text\n');
  const head = commit();
  expect(onlyDocuments(base, head, folder)).toBe(expected);
  expect(told(base)).toBe(`documents=${expected}\n`);
  expect(told('HEAD^1')).toBe(`documents=${expected}\n`);
});

test('code that becomes a page is a change of code', () => {
  git('mv', 'lambdas/sum.ts', 'docs/sum.md');
  expect(onlyDocuments(base, commit(), folder)).toBe(false);
  expect(told(base)).toBe('documents=false\n');
});

test('of several commits all count', () => {
  write('lambdas/sum.ts', 'another\n');
  commit();
  write('README.md', 'another\n');
  commit();
  expect(told('HEAD^1')).toBe('documents=true\n');
  expect(told(base)).toBe('documents=false\n');
});

test.each([
  ['nothing to compare with', ''],
  ['the first push of a branch', '0'.repeat(40)],
  ['a commit that was written over', 'c'.repeat(40)],
  ['what looks like an option', '--help'],
])('%s is no change of documents alone', (_, since) => {
  write('README.md', 'another\n');
  commit();
  expect(told(since)).toBe('documents=false\n');
});

test('a commit that changes nothing asks for all once more', () => {
  commit('--allow-empty');
  expect(told(base)).toBe('documents=false\n');
});

test('a commit that is not here is not known', () => {
  expect(onlyDocuments('c'.repeat(40), base, folder)).toBeUndefined();
});
