import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import fc from '../../scripts/jest/properties';
import { COMMANDS } from '../main';
import { type Checked, checkWorkflows } from './check';
import { checkOwn, writeEnvironments } from './main';
import { SHIPPED_WORKFLOWS, shippedTexts } from './shipped';
import { withEnvironments } from './write-environments';

const { scripts } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as { scripts: object };
const DEPLOY = '.github/workflows/deploy.yml';

const check = (texts: Readonly<Record<string, string>>, ...environments: readonly string[]): Promise<Checked[]> =>
  checkWorkflows(texts, { environments, scripts: Object.keys(scripts), commands: Object.keys(COMMANDS) });

const faults = async (texts: Readonly<Record<string, string>>, ...environments: readonly string[]) =>
  (await check(texts, ...environments)).flatMap((one) => one.faults);

const ours = shippedTexts();
const put = (path: string, from: string, to: string) => {
  expect(ours[path]).toContain(from);
  return { ...ours, [path]: (ours[path] ?? '').replace(from, to) };
};

test('the workflows as they came pass, and writing their environments changes nothing', async () => {
  expect(await faults(ours, 'dev', 'prod')).toEqual([]);
  expect(withEnvironments(ours, ['dev', 'prod'])).toEqual(ours);
});

test('an environment without a job is told in one line, and one more for the form that offers it', async () => {
  expect(await faults(ours, 'dev', 'staging', 'prod')).toEqual([
    `${DEPLOY}: the job staging is missing, after dev: "npm run check:workflows -- --write" writes it.`,
    '.github/workflows/report.yml: it offers dev, prod; it must be dev, staging, prod: "npm run check:workflows -- --write" writes it.',
  ]);
});

test('a job without an environment is told', async () => {
  expect(await faults(ours, 'dev')).toEqual([
    `${DEPLOY}: the job prod deploys what is no environment: take it out, or "npm run check:workflows -- --write" writes it.`,
    '.github/workflows/report.yml: it offers dev, prod; it must be dev: "npm run check:workflows -- --write" writes it.',
  ]);
});

test.each<[what: string, from: string, to: string, told: string]>([
  [
    'a job that waits for nobody',
    'needs: [changes, build, prove, dev]\n',
    'needs: prove\n',
    'the job prod waits for prove; it must be changes, build, prove, dev',
  ],
  [
    'a job of another environment',
    'environment: prod',
    'environment: dev',
    'the job prod deploys dev; it must be prod',
  ],
  [
    'an outcome that leaves one out',
    'JOBS: changes build prove dev prod',
    'JOBS: changes build prove dev',
    'must tell of changes, build, prove, dev, prod',
  ],
])('%s is told', async (_, from, to, told) =>
  expect(await faults(put(DEPLOY, from, to), 'dev', 'prod')).toContainEqual(expect.stringContaining(told)),
);

test('a matrix that somebody wrote is told', async () => {
  const path = '.github/workflows/drift.yml';
  const written = put(path, '${{ fromJSON(needs.synth.outputs.environments) }}', '[dev, prod]');
  expect(await faults(written, 'dev', 'prod')).toEqual([
    `${path}: the matrix of plan must be \${{ fromJSON(needs.JOB.outputs.environments) }}.`,
  ]);
});

test('a script and a command that are not there are told', async () => {
  const path = '.github/workflows/synthesize.yml';
  expect(await faults(put(path, 'npm run synth', 'npm run sinth'), 'dev', 'prod')).toEqual([
    `${path}, job synth, step 3: there is no script sinth.`,
  ]);
  expect(await faults(put(path, 'pipeline -- environments', 'pipeline -- stages'), 'dev', 'prod')).toEqual([
    `${path}, job synth, step 4: there is no command of the pipeline stages.`,
  ]);
});

test('what is no workflow is told, and nothing else', async () => {
  expect(await check(put(DEPLOY, '    needs: changes\n', '    needs: {\n'), 'dev', 'prod')).toEqual([
    { name: "GitHub's schema", faults: expect.arrayContaining([expect.stringContaining(DEPLOY)]) as string[] },
  ]);
});

const name = fc
  .tuple(fc.constantFrom('a', 'dev', 'stage', 'prod', 'qa'), fc.constantFrom('', '-eu', '2', '-x-1'))
  .map((parts) => parts.join(''));

test('the jobs that are written for any environments, in any order, pass', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), async (environments) => {
      expect(await faults(withEnvironments(ours, environments), ...environments)).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

test('an environment cannot have the name of a job that deploys nothing', async () =>
  expect(await faults(ours, 'dev', 'outcome')).toContainEqual(
    `${DEPLOY}: the job outcome deploys nothing: call the environment otherwise.`,
  ));

describe('in a checkout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  let told: string[];
  beforeEach(() => {
    told = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line));
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => rmSync(folder, { recursive: true }));

  test('it is red before the job is written, and green after', async () => {
    cpSync(join(repositoryRoot(), SHIPPED_WORKFLOWS), folder, { recursive: true });
    writeFileSync(join(folder, '.github/CODEOWNERS'), '* @o/a\n/docs/\n');
    const environments = ['dev', 'prod', 'staging'];
    expect(await checkOwn(folder, environments)).toBe(false);
    expect(told).toContain("✓ GitHub's schema");
    expect(told).toContainEqual(
      expect.stringMatching(
        /^✗ every environment is everywhere\n {2}\S+deploy\.yml: the job staging is missing, after prod/,
      ),
    );
    expect(told).toContain('✗ code-owners\n  .github/CODEOWNERS: line 2: /docs/ is taken away from @o/a');
    told = [];
    writeFileSync(join(folder, '.github/CODEOWNERS'), '* @o/a\n');
    writeEnvironments(folder, environments);
    expect(told).toEqual([`Wrote ${DEPLOY}`, 'Wrote .github/workflows/report.yml']);
    expect(await checkOwn(folder, environments)).toBe(true);
  });

  test('a text that is built otherwise is left to whoever built it', () => {
    expect(() => withEnvironments({ ...ours, [DEPLOY]: 'jobs:\n  all:\n    steps: []\n' }, ['dev'])).toThrow(
      `${DEPLOY} is built otherwise than it came`,
    );
  });
});
