import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../../local/test-support';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { parseFiles, readTexts } from '../workflows/files';
import { allSteps } from '../workflows/steps';
import { actionsUsed } from './stand-ins';

interface Declared {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs?: Readonly<Record<string, object>>;
}

const ACTIONS = join(repositoryRoot(), 'pipelines/runner/actions');
const files = parseFiles(readTexts(join(repositoryRoot(), 'pipelines/workflows/fixtures')));
const standInOf = (uses: string): Declared =>
  parse(readFileSync(join(ACTIONS, uses.split('@')[0] ?? '', 'action.yml'), 'utf8')) as Declared;

describe.each(actionsUsed(files))('%s', (uses) => {
  const steps = allSteps(files).filter(({ step }) => step.uses === uses);

  test('has a stand-in that takes each input that the workflows give, and is given what it requires', () => {
    const { inputs } = standInOf(uses);
    for (const { where, step } of steps) {
      expect([where, Object.keys(step.with).filter((name) => !inputs[name])]).toEqual([where, []]);
      const required = Object.keys(inputs).filter((name) => inputs[name]?.required);
      expect([where, required.filter((name) => !(name in step.with))]).toEqual([where, []]);
    }
  });

  test('gives each output that the workflows read', () => {
    const { outputs = {} } = standInOf(uses);
    const ids = steps.flatMap(({ step: { id } }) => (id === undefined ? [] : [id]));
    const texts = JSON.stringify([files.workflows, files.actions]);
    for (const id of ids) {
      const read = [...texts.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))].map(
        ([, name]) => name ?? '',
      );
      expect(read.filter((name) => !outputs[name])).toEqual([]);
    }
  });
});

describe('artifacts', () => {
  const { folder, remove } = temporaryFolder('artifacts');
  afterAll(remove);
  let at: string;
  beforeEach(() => {
    at = mkdtempSync(join(folder, 'job-'));
    mkdirSync(join(at, 'out/.hidden'), { recursive: true });
    for (const name of ['out/a.txt', 'out/.b.txt', 'out/.hidden/c.txt']) writeFileSync(join(at, name), name);
  });

  const act = (action: string, inputs: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [join(ACTIONS, 'actions', action, 'run.mjs')], {
      cwd: at,
      encoding: 'utf8',
      env: { ...process.env, STAND_IN_ARTIFACTS: join(at, 'kept'), GITHUB_RUN_ID: '1', ...inputs },
    });
  const upload = (inputs: Readonly<Record<string, string>> = {}) =>
    act('upload-artifact', {
      INPUT_NAME: 'one',
      INPUT_PATH: 'out',
      INPUT_IF_NO_FILES_FOUND: 'error',
      INPUT_OVERWRITE: 'false',
      INPUT_INCLUDE_HIDDEN_FILES: 'false',
      ...inputs,
    });
  const download = (inputs: Readonly<Record<string, string>> = {}) =>
    act('download-artifact', {
      INPUT_NAME: 'one',
      INPUT_PATTERN: '',
      INPUT_MERGE_MULTIPLE: 'false',
      INPUT_PATH: 'in',
      INPUT_DIGEST_MISMATCH: 'error',
      ...inputs,
    });
  const there = (...names: string[]) => names.filter((name) => existsSync(join(at, 'in', name)));

  test.each([
    ['false', ['a.txt']],
    ['true', ['a.txt', '.b.txt', '.hidden/c.txt']],
  ])('hidden files come along: %s', (included, expected) => {
    expect(upload({ INPUT_INCLUDE_HIDDEN_FILES: included }).status).toBe(0);
    expect(download().status).toBe(0);
    expect(there('a.txt', '.b.txt', '.hidden/c.txt')).toEqual(expected);
  });

  test.each([
    ['false', 'one/a.txt'],
    ['true', 'a.txt'],
  ])('by a pattern, all in one folder: %s', (merged, expected) => {
    upload();
    expect(download({ INPUT_NAME: '', INPUT_PATTERN: 'o*', INPUT_MERGE_MULTIPLE: merged }).status).toBe(0);
    expect(there('a.txt', 'one/a.txt')).toEqual([expected]);
  });

  test('a pattern that none fits is no failure, a name is', () => {
    expect(download({ INPUT_NAME: '', INPUT_PATTERN: 'plan-*' }).status).toBe(0);
    expect(download().stderr).toContain('Artifact not found for name: one');
  });

  test('one of that name is replaced only when told to', () => {
    upload();
    expect(upload().stderr).toContain('(409) one is there already');
    expect(upload({ INPUT_OVERWRITE: 'true' }).status).toBe(0);
  });

  test('nothing to upload fails when told to', () => {
    expect(upload({ INPUT_PATH: 'nowhere' }).stderr).toContain('No files were found');
    expect(upload({ INPUT_PATH: 'nowhere', INPUT_IF_NO_FILES_FOUND: 'warn' }).stdout).toContain('::warning::');
  });

  test('what was changed in between is refused', () => {
    upload();
    writeFileSync(join(at, 'kept/1/one/files/a.txt'), 'another');
    expect(download().stderr).toContain('The digest of one is another');
  });
});
