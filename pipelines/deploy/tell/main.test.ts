import { MARKER as PLAN } from '../../github/comment';
import { madeOn, outdated } from '../../github/outdated';
import { FakeGitHub } from '../../github/test-support';
import { main } from './main';
import { MARKER } from './pull-request';
import { markerOf } from './failure';
import { type Needs } from './needs';
import { applied, CASES, fails, needsOf, ok, planned } from './test-support';

let fake: FakeGitHub;
let log: jest.SpyInstance;
beforeEach(async () => {
  fake = await FakeGitHub.listen();
  log = jest.spyOn(console, 'log').mockReturnValue();
  fake.answers.set(`GET /repos/o/r/commits/${commit}/pulls`, [merged(12)]);
  fake.answers.set('GET /repos/o/r/actions/runs/5/approvals', []);
  fake.answers.set('GET /repos/o/r/pulls', []);
});
afterEach(() => {
  log.mockRestore();
  fake.close();
});

const commit = 'c'.repeat(40);
const merged = (number: number, at: string | null = '2026-11-26', sha = commit) => ({
  number,
  merged_at: at,
  merge_commit_sha: sha,
  base: { ref: 'main' },
});
const env = () => ({ ...fake.env, GITHUB_SERVER_URL: 'https://github.com', GITHUB_RUN_ID: '5' });
const tell = (needs: Needs, environment = 'dev') =>
  main(['--env', environment, '--commit', commit, '--needs', JSON.stringify(needs)], fake.connect(), env(), {
    retry: 1,
    write: 1,
  });
const bodies = () => fake.comments.map(({ issue, body }) => [issue, body]);
const words = () => log.mock.calls.map(([line]) => String(line));

const RUN = '[run](https://github.com/o/r/actions/runs/5)';
const TITLE = '### Deployment of [`ccccccc`](https://github.com/o/r/commit/cccccccccccccccccccccccccccccccccccccccc)';

describe('the merged pull request', () => {
  test('is told of each environment in one comment', async () => {
    await tell(CASES.verified);
    await tell(CASES.unchanged, 'prod');
    expect(bodies()).toEqual([
      [
        12,
        `${MARKER}\n${TITLE}\n\n` +
          `- **dev**: applied, and verified by a report ✅ · 2 created, 1 updated · ${RUN} · [dashboard](https://console/dashboard) <!-- dev -->\n` +
          `- **prod**: nothing to apply, and verified by a report ✅ · ${RUN} <!-- prod -->\n`,
      ],
    ]);
    // Once more changes the line of that environment alone.
    await tell(needsOf({ protection: ok(), plan: fails() }));
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]?.[1]).toMatch(/- \*\*dev\*\*: not applied: no plan .*\n- \*\*prod\*\*: nothing to apply/);
  });

  test('is told of lost data, of access, and where a failure is told', async () => {
    const lost = JSON.stringify({ create: 0, update: 0, replace: 1, destroy: 0, forget: 0, outputs: 0, lost: 1 });
    const plan = ok({ ...planned, does: lost, access: 'true' });
    await tell(needsOf({ protection: ok(), plan, apply: fails({ outcome: 'failed' }) }));
    expect(bodies()[0]?.[1]).toContain(
      '- **dev**: the apply failed half-way ❌ · of 1 replaced, 1 data store lost ⛔ · access changed · ' +
        `${RUN} · [dashboard](https://console/dashboard) · [**who can do what**](https://github.com/o/r/issues/1) <!-- dev -->`,
    );
  });

  test('is told who rejected it, and why', async () => {
    fake.answers.set('GET /repos/o/r/actions/runs/5/approvals', [
      { state: 'approved', comment: '', user: { login: 'bob' }, environments: [{ name: 'dev' }] },
      { state: 'rejected', comment: 'not on a Friday <b>', user: { login: 'ann' }, environments: [{ name: 'prod' }] },
    ]);
    await tell(CASES.rejected, 'prod');
    expect(bodies()[0]?.[1]).toContain('a reviewer rejected it ⚠️ · by `ann`: `not on a Friday <b>` · ');
    expect(fake.issues).toEqual([]);
  });

  test('the plan that was applied last is told, not the stale one', async () => {
    await tell(CASES['stale, then verified']);
    expect(bodies()[0]?.[1]).toContain('2 created, 1 updated');
  });

  test('is the one that was merged as this commit, whatever else holds it', async () => {
    fake.answers.set(`GET /repos/o/r/commits/${commit}/pulls`, [
      merged(3, null),
      merged(4, '2026-11-25', 'd'.repeat(40)),
      { ...merged(5), base: { ref: 'next' } },
      merged(6),
    ]);
    await tell(CASES.verified);
    expect(bodies().map(([number]) => number)).toEqual([6]);
  });

  test('where there is none, the log says so', async () => {
    fake.answers.set(`GET /repos/o/r/commits/${commit}/pulls`, []);
    await tell(CASES.verified);
    expect(bodies()).toEqual([]);
    expect(words()).toContain('No pull request to tell: none that was merged as ccccccc is known.');
  });

  test('what others wrote with our marker stays', async () => {
    fake.comment(12, `${MARKER}\nmine`, { login: 'mallory', type: 'User' });
    await tell(CASES.verified);
    expect(bodies()).toHaveLength(2);
    expect(bodies()[0]?.[1]).toBe(`${MARKER}\nmine`);
  });

  test('another commit’s comment is written anew', async () => {
    fake.comment(12, `${MARKER}\n### Deployment of \`ddddddd\`\n\n- **prod**: old <!-- prod -->\n`);
    await tell(CASES.verified);
    expect(bodies()[0]?.[1]).not.toContain('prod');
  });
});

describe('the issue', () => {
  const issues = () => fake.issues.map(({ title, state }) => [title, state]);

  test('is opened by a failure, written anew by the next one, and closed with a word by what goes well', async () => {
    await tell(CASES.failed);
    expect(fake.issues).toMatchObject([
      { title: 'Deployment: dev failed', state: 'open', labels: [{ name: 'deployment' }] },
    ]);
    expect(fake.issues[0]?.body).toBe(
      `${markerOf('dev')}\n**dev: the apply failed half-way ❌**\n\n` +
        `- Commit: [\`ccccccc\`](https://github.com/o/r/commit/${commit})\n` +
        '- Run: [its jobs and their logs](https://github.com/o/r/actions/runs/5)\n' +
        '- Environment: `dev`; those after it were not touched\n\n' +
        '### Who can do what\n\n| who | what |\n| --- | --- |\n' +
        '| Whoever changes the code | What was done stands in the state. Read the error in the log of *Apply*, mend it, merge. |\n' +
        '| Whoever may write to this repository | If it was a fault that passes: Actions → this run → *Re-run all jobs*, which plans what is left. |\n\n' +
        `More in [When it stops](https://github.com/o/r/blob/${commit}/docs/deploy.md#when-it-stops). This issue is written ` +
        'anew by the next failure, and closes by itself with the next deployment to dev that goes well.',
    );
    await tell(needsOf({ protection: ok(), plan: ok(planned), apply: fails({ outcome: 'unwritten' }) }));
    expect(issues()).toEqual([['Deployment: dev failed', 'open']]);
    expect(fake.issues[0]?.body).toContain('Do not run it again');
    await tell(CASES.unchanged);
    expect(issues()).toEqual([['Deployment: dev failed', 'closed']]);
    expect(bodies()).toContainEqual([
      1,
      'Of what failed, nothing is left: `ccccccc` was deployed to dev, and made a report ([run](https://github.com/o/r/actions/runs/5)).',
    ]);
  });

  test('each environment has its own', async () => {
    await tell(CASES.failed);
    await tell(CASES.failed, 'prod');
    await tell(CASES.verified);
    expect(issues()).toEqual([
      ['Deployment: dev failed', 'closed'],
      ['Deployment: prod failed', 'open'],
    ]);
  });

  test('what a newer commit makes needless leaves an open one open, and opens none', async () => {
    const superseded = needsOf({ protection: fails({ newer: 'f'.repeat(40) }) });
    await tell(superseded);
    expect(issues()).toEqual([]);
    await tell(CASES.failed);
    await tell(superseded);
    expect(issues()).toEqual([['Deployment: dev failed', 'open']]);
  });
});

describe('open pull requests', () => {
  const older = 'a'.repeat(40);
  const TABLE = '| environment | create |\n';
  const plan = (main: string | undefined, text = TABLE) => `${PLAN}\n${madeOn(main, text)}`;
  const open = (...numbers: number[]) =>
    fake.answers.set(
      'GET /repos/o/r/pulls',
      numbers.map((number) => ({
        number,
        head: { repo: number < 100 ? { full_name: 'O/r' } : number < 200 ? { full_name: 'them/r' } : null },
      })),
    );
  beforeEach(() => {
    fake.answers.set(`GET /repos/o/r/compare/${older}...${commit}`, { status: 'ahead' });
    fake.answers.set(`GET /repos/o/r/compare/${'d'.repeat(40)}...${commit}`, { status: 'behind' });
  });

  test('whose plan was made with an older main are told, once, and no other', async () => {
    open(20, 21, 22, 23, 24, 25, 100, 200);
    const bodyOf = new Map([
      [20, plan(older)],
      [21, plan(commit)],
      [22, plan('d'.repeat(40))],
      [23, plan(undefined)],
      [24, plan(older, 'Nothing was planned')],
      [100, plan(older)],
      [200, plan(older)],
    ]);
    for (const [number, body] of bodyOf) fake.comment(number, body);
    await tell(CASES.verified);
    const now = () =>
      new Map(fake.comments.filter(({ issue }) => issue !== 12).map(({ issue, body }) => [issue, body]));
    expect(now()).toEqual(new Map(bodyOf).set(20, outdated(plan(older), '#12')));
    expect(words()).toContain('Told that their plan is outdated: #20');
    // The next environment's apply says nothing new.
    const before = fake.requests.filter((asked) => asked.startsWith('PATCH')).length;
    await tell(CASES.verified, 'prod');
    expect(now()).toEqual(new Map(bodyOf).set(20, outdated(plan(older), '#12')));
    expect(fake.requests.filter((asked) => asked.startsWith('PATCH'))).toHaveLength(before + 1);
  });

  test('are told of a half-way apply, too, and of a commit without a pull request', async () => {
    fake.answers.set(`GET /repos/o/r/commits/${commit}/pulls`, []);
    open(20);
    fake.comment(20, plan(older));
    await tell(CASES.failed);
    expect(bodies()).toContainEqual([20, outdated(plan(older), '`ccccccc`')]);
  });

  test('where nothing was applied, none is looked at', async () => {
    await tell(CASES.unchanged);
    await tell(needsOf({ protection: ok(), plan: ok(planned), apply: fails({ outcome: 'locked' }) }));
    expect(fake.requests).not.toContain('GET /repos/o/r/pulls');
  });

  test('a rate limit is waited for, and one that stays is a warning', async () => {
    open(20);
    fake.comment(20, plan(older));
    fake.failures.push({ on: 'GET /repos/o/r/pulls', status: 429, headers: { 'retry-after': '0' } });
    await tell(CASES.verified);
    expect(bodies()).toContainEqual([20, outdated(plan(older), '#12')]);
    fake.failures.push({ on: 'GET /repos/o/r/pulls', status: 429, headers: { 'retry-after': '9999' } });
    expect(await tell(CASES.verified)).toBe(0);
    expect(words()).toContainEqual(
      expect.stringMatching(/^::warning::Telling open pull requests .*a rate limit is reached/),
    );
  });
});

test('what can not be told keeps nothing else from being told, and fails nothing', async () => {
  fake.failures.push({ on: 'POST /repos/o/r/issues', status: 403 });
  expect(await tell(CASES.failed)).toBe(0);
  expect(fake.issues).toEqual([]);
  expect(bodies()).toHaveLength(1);
  expect(words().filter((line) => line.startsWith('::warning::'))).toEqual([
    expect.stringContaining('The issue on deployments to dev: GitHub answers 403'),
  ]);
});

test('the labels of plans are made', async () => {
  await tell(needsOf({ protection: ok(), plan: ok(planned), apply: ok(applied), verify: ok({ verified: 'true' }) }));
  expect(fake.labels.map(({ name }) => name)).toEqual(['plan: destroys', 'plan: loses data', 'plan: changes access']);
  expect(words()).toContain('Labels made: plan: destroys, plan: loses data, plan: changes access');
});
