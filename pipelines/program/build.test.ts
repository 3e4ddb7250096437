import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { type BundleContents } from '../../scripts/files/bundle-contents';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { parseFiles, readTexts } from '../workflows/files';
import { SHIPPED_WORKFLOWS } from '../workflows/shipped';
import { asAwsPlan } from '../fixtures/as-aws';
import { readFixture } from '../fixtures/read-fixture';
import { planSummary } from '../shared/test-support';
import { buildProgram } from './build';

const { folder, remove } = temporaryFolder('program');
const program = join(folder, 'program.cjs');
let digest: string;
let contents: BundleContents;
beforeAll(async () => {
  ({ sha256: digest, contents } = await buildProgram(program));
});
afterAll(remove);

/** Where there are no packages: a folder that is called a checkout by the file that names one. */
function run(...args: readonly string[]) {
  const cwd = join(folder, 'checkout');
  mkdirSync(cwd, { recursive: true });
  for (const name of ['cdktf.json']) cpSync(join(repositoryRoot(), name), join(cwd, name));
  writeFileSync(join(cwd, '.terraform-version'), '1.11.4\n');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('the same sources make the same file', async () => {
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await buildProgram(join(folder, 'again.cjs'))).toEqual({ sha256: digest, contents });
});

test('it runs without packages, and says what was wrong in its own words', () => {
  expect(run('tool')).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^program=terraform\n/) as string,
    stderr: '',
  });
  expect(run('nothing')).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^There is no command "nothing": give one of fetch-plan, .*\.\n$/) as string,
  });
});

test('nothing of ours in it loads what a bundler does not see', () => {
  const ours = contents.files.filter((path) => !path.startsWith('node_modules/'));
  expect(ours).toContain('policies/needs/source-imports.ts');
  expect(ours.filter((path) => /\bcreateRequire\b/.test(readFileSync(join(repositoryRoot(), path), 'utf8')))).toEqual(
    [],
  );
});

test('what is planned is told by it', () => {
  const plan = join(folder, 'plan');
  mkdirSync(plan);
  writeFileSync(join(plan, 'summary.json'), JSON.stringify(planSummary(asAwsPlan(readFixture('update')))));
  expect(run('summary', '--from', plan, '--output', join(folder, 'out.md'))).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'out.md'), 'utf8')).toMatch(/^## dev: \d+ change/);
});

describe('what fetches it', () => {
  const { actions } = parseFiles(readTexts(join(repositoryRoot(), SHIPPED_WORKFLOWS)));
  const script =
    actions['.github/actions/program']?.steps.find(({ name }) => name === 'Refuse another file')?.run ?? 'exit 7';
  const fetched = (bytes: string | undefined, told: string) => {
    const temp = join(folder, 'temp');
    mkdirSync(join(temp, 'program'), { recursive: true });
    if (bytes === undefined) cpSync(program, join(temp, 'program/program.cjs'));
    else writeFileSync(join(temp, 'program/program.cjs'), bytes);
    // The runner's own flags: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
    return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      encoding: 'utf8',
      env: { ...process.env, RUNNER_TEMP: temp, DIGEST: told },
    });
  };

  test('takes what was built', () => {
    expect(fetched(undefined, digest)).toMatchObject({ status: 0, stdout: '' });
  });

  test.each([
    ['another file', 'process.exit(0)'],
    ['one that ends otherwise', undefined],
    ['an empty one', ''],
  ])('refuses %s', (_, bytes) => {
    const { status, stdout } = fetched(bytes ?? `${readFileSync(program, 'utf8')}\n`, digest);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      new RegExp(
        `^::error::The program is not the one that this run built, and none of it was run: its sha256 is \\w{64}, built was ${digest}\\.\n$`,
      ),
    );
  });

  test('refuses any where none was built', () => {
    expect(fetched(undefined, '')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('built was none.') as string,
    });
  });
});
