import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, main, note, passes } from './conclude';

const well: Ended = {
  proved: 'success',
  planned: 'success',
  compared: 'success',
  fork: false,
  deploy: true,
  queue: false,
  documents: false,
};

const DOCUMENTS: Partial<Ended> = { documents: true, planned: 'skipped', compared: 'skipped' };

test.each<[string, Partial<Ended>, boolean, string]>([
  ['all went well', {}, true, 'Types, lint, tests, workflows and policies pass.'],
  ['the proof failed', { proved: 'failure' }, false, '**The proof does not pass ❌**'],
  ['a proof that is at work', { proved: 'running' }, false, '**The proof is still running ⏳** This is what would'],
  ['a comparison that is at work', { compared: 'running' }, false, 'and no verdict'],
  ['documents', { ...DOCUMENTS }, true, 'Documents alone changed: their format and the tests that read them pass.'],
  ['documents say what comes of them', { ...DOCUMENTS }, true, 'the merge deploys nothing'],
  ['documents that do not pass', { ...DOCUMENTS, proved: 'failure' }, false, '**The proof does not pass ❌**'],
  ['a plan failed', { planned: 'failure' }, false, '**Not every plan could be made, or keeps to the policies ❌**'],
  ['a plan was skipped, and nobody knows why', { planned: 'skipped' }, false, '**Nothing was planned ❌**'],
  ['a fork', { planned: 'skipped', fork: true }, true, "a fork's pull request gets no role in AWS"],
  ['a fork says why there is no comment', { planned: 'skipped', fork: true }, true, 'there is no comment'],
  ['a fork that fails', { proved: 'failure', planned: 'skipped', fork: true }, false, 'does not pass'],
  [
    'a merge queue',
    { planned: 'skipped', compared: 'skipped', queue: true },
    true,
    "no role in AWS trusts a merge queue's branch",
  ],
  ['a merge queue whose proof fails', { proved: 'failure', planned: 'skipped', queue: true }, false, 'does not pass'],
  ['a report that can’t be made', { compared: 'failure' }, false, '**The month’s report could not be made ❌**'],
  ['a comparison that was skipped', { compared: 'skipped' }, false, 'policies pass'],
  ['not switched on', { planned: 'skipped', deploy: false }, true, 'the pipelines are not switched on'],
  ['a proof that was cancelled', { proved: 'cancelled', planned: 'skipped' }, false, 'does not pass'],
  ['a proof that was skipped', { proved: 'skipped' }, false, 'does not pass'],
])('%s', (_, changes, passed, words) => {
  const ended = { ...well, ...changes };
  expect(passes(ended)).toBe(passed);
  expect(note(ended)).toContain(words);
});

describe('as a command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conclude-'));
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    process.env['GITHUB_OUTPUT'] = join(folder, 'outputs');
  });
  afterEach(() => {
    delete process.env['GITHUB_OUTPUT'];
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const conclude = async (options: Readonly<Record<string, string>>) => {
    const all = {
      proved: 'success',
      planned: 'success',
      compared: 'success',
      fork: 'false',
      deploy: 'true',
      event: 'pull_request',
      documents: 'false',
      ...options,
    };
    await main([
      ...Object.entries(all).map(([name, value]) => `--${name}=${value}`),
      ...[`--from=${folder}/plans`, '--expect=dev prod', `--policies=${folder}/policies.md`, `--output=${folder}/out`],
    ]);
    return [readFileSync(join(folder, 'out'), 'utf8'), readFileSync(join(folder, 'outputs'), 'utf8')];
  };

  test('an environment whose plan is missing is told, with the policies', async () => {
    mkdirSync(join(folder, 'plans'));
    writeFileSync(join(folder, 'policies.md'), '### Policies: pass ✅\n\ndev: 10 roles\n');
    const [text, outputs] = await conclude({ planned: 'failure' });
    expect(text).toMatch(
      /^## dev: no plan ❌ · prod: no plan ❌ · Policies: pass ✅\n\nTypes, lint, .*\*\*Not every plan/,
    );
    expect(text).toContain('dev: 10 roles');
    expect(outputs).toBe('passed=false\n');
  });

  test('what becomes of the report is told whole, where it was compared', async () => {
    const comparison = join(folder, 'report.md');
    expect((await conclude({ planned: 'skipped', deploy: 'false', comparison }))[0]).not.toContain("month's report");
    writeFileSync(comparison, "### The month's report\n\n```diff\n-a\n+b\n```\n");
    const [text] = await conclude({ planned: 'skipped', deploy: 'false', comparison });
    expect(text).toContain("\n\n### The month's report\n\n```diff\n-a\n+b\n```\n");
  });

  test('what moved is told whole, where something did', async () => {
    const bench = join(folder, 'bench.md');
    const moved = '### Speed: 1 figure moved\n\n| figure | of it |\n| --- | --- |\n| synth | CPU |\n';
    const nothing = { planned: 'skipped', deploy: 'false', bench };
    expect((await conclude(nothing))[0]).not.toContain('Speed');
    writeFileSync(bench, moved);
    const [text] = await conclude(nothing);
    expect(text).toMatch(/^## Speed: 1 figure moved\n/);
    expect(text).toContain(`\n\n${moved}`);
  });

  test('what is known so far can not be taken for a verdict, whatever the plan says', async () => {
    const [text, outputs] = await conclude({ proved: 'running', compared: 'running', planned: 'failure' });
    expect(text).toMatch(
      /^## No verdict yet ⏳ · dev: no plan ❌ · prod: no plan ❌\n\n\*\*The proof is still running ⏳\*\*/,
    );
    expect(text).not.toContain('pass.');
    expect(outputs).toBe('passed=false\n');
  });

  test('documents alone are told in the title, once they pass', async () => {
    const documents = { documents: 'true', planned: 'skipped', compared: 'skipped' };
    expect((await conclude(documents))[0]).toMatch(/^## Documents alone\n/);
    expect((await conclude({ ...documents, proved: 'failure' }))[0]).toMatch(/^## Nothing was planned\n/);
  });

  test('a plan that failed is told with why', async () => {
    mkdirSync(join(folder, 'plans/plan-dev'), { recursive: true });
    const failed = { version: 1, environment: 'dev', failed: 'terraform plan failed (exit code 1):\n│ Error: <b>no' };
    writeFileSync(join(folder, 'plans/plan-dev/summary.json'), JSON.stringify(failed));
    const [text] = await conclude({ planned: 'failure' });
    expect(text).toContain('## dev: no plan ❌ · prod: no plan ❌\n');
    expect(text).toContain(
      '**dev: the plan failed ❌**\n\n- `terraform plan failed (exit code 1):`\n- `Error: <b>no`\n',
    );
  });

  test('a fork has neither plans nor, where its proof broke early, policies', async () => {
    const [text, outputs] = await conclude({ proved: 'failure', planned: 'skipped', fork: 'true' });
    expect(text).toMatch(/^## Nothing was planned\n\n\*\*The proof does not pass ❌\*\*/);
    expect(outputs).toBe('passed=false\n');
  });

  test.each([
    ['proved', 'maybe', '--proved is "maybe": give one of success, failure'],
    ['fork', '', '--fork is "": give true or false'],
    ['documents', '', '--documents is "": give true or false'],
    ['planned', 'running', '--planned is "running": give one of'],
    ['event', 'push', '--event is "push": give pull_request or merge_group'],
  ])('--%s=%s is refused', async (name, value, message) => {
    await expect(conclude({ [name]: value })).rejects.toThrow(message);
  });
});
