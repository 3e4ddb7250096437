import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linksFrom } from '../pull-request/summary/links';
import { fixtureSummary } from '../shared/test-support';
import { main, markerOf, tellDrift } from './drift';
import { FakeGitHub } from './test-support';

let fake: FakeGitHub;
beforeEach(async () => {
  fake = await FakeGitHub.listen();
});
afterEach(() => fake.close());

const drifted = fixtureSummary('update');
const gone = fixtureSummary('no-change');
const run = (id: string) =>
  linksFrom({ GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'o/r', GITHUB_RUN_ID: id });
const tell = (summary = drifted, id = '1') => tellDrift(fake.connect(), summary, run(id), 1);
const writes = () => fake.requests.filter((asked) => !asked.startsWith('GET'));

test('opens an issue, writes it anew, closes it with a word when the drift is gone, and then opens another', async () => {
  expect(await tell()).toBe('dev: drift, opened https://github.com/o/r/issues/1');
  expect(fake.issues[0]).toMatchObject({
    title: 'Drift: dev is not what main says',
    labels: [{ name: 'drift' }],
    body: expect.stringMatching(
      /^<!-- analytics-reporting-infrastructure: drift of dev -->\nA plan of what main says would change(.|\n)*- `aws_lambda_function\.report-workflow_send-report` · `memory_size`/,
    ),
  });
  expect(await tell()).toContain('still drift');
  expect(writes()).toEqual(['POST /repos/o/r/issues']);
  await tell(fixtureSummary('data-store'), '2');
  expect(fake.issues[0]?.body).toContain('3 data stores lost');
  expect(await tell(gone, '3')).toBe('dev: no drift any more, closed https://github.com/o/r/issues/1');
  expect(fake.issues).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);
  expect(fake.comments.map(({ body }) => body)).toEqual([
    'The account is again what main says ([run](https://github.com/o/r/actions/runs/3)).',
  ]);
  expect(await tell(gone)).toBe('dev: no drift');
  await tell();
  expect(fake.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
});

test('a plan that fails opens the issue with why, and one that is empty closes it', async () => {
  const failed = {
    version: 1,
    environment: 'dev',
    failed: '╷\n│ Error: Unsupported argument\n│ \n│   on x line 1\n╵',
  } as const;
  expect(await tellDrift(fake.connect(), failed, run('1'), 1)).toBe(
    'dev: no plan could be made, opened https://github.com/o/r/issues/1',
  );
  expect(fake.issues[0]).toMatchObject({ title: "Drift: dev can't be planned", labels: [{ name: 'drift' }] });
  expect(fake.issues[0]?.body).toContain(
    '**dev: the plan failed ❌**\n\n- `Error: Unsupported argument`\n- `on x line 1`\n',
  );
  // It is one issue, whatever is wrong.
  await tell();
  expect(fake.issues).toMatchObject([{ title: 'Drift: dev is not what main says', state: 'open' }]);
  expect(await tell(gone)).toContain('closed');
});

test('each environment has its own issue', async () => {
  await tell();
  await tell(fixtureSummary('update', {}, 'prod'));
  await tell(gone);
  expect(fake.issues.map(({ title, state }) => [title, state])).toEqual([
    ['Drift: dev is not what main says', 'closed'],
    ['Drift: prod is not what main says', 'open'],
  ]);
});

test('what others wrote stays: another author, a pull request, another label', async () => {
  const body = `${markerOf('dev')}\n`;
  const labels = [{ name: 'drift' }];
  fake.issue({ title: 'theirs', body, labels, user: { login: 'mallory', type: 'User' } });
  fake.issue({ title: 'a pull request', body, labels, pull_request: {} });
  fake.issue({ title: 'another label', body });
  await tell(gone);
  expect(writes()).toEqual([]);
  await tell();
  expect(fake.issues.map(({ title }) => title)).toEqual([
    'theirs',
    'a pull request',
    'another label',
    'Drift: dev is not what main says',
  ]);
});

test('of two the older is kept, and one that was made unsaid is found', async () => {
  fake.failures.push({ on: 'POST', status: 502, done: true });
  expect(await tell()).toContain('still drift');
  expect(fake.issues).toHaveLength(1);
  fake.issue({ title: 'once more', body: `${markerOf('dev')}\n`, labels: [{ name: 'drift' }] });
  await tell();
  expect(fake.issues.map(({ state }) => state)).toEqual(['open', 'closed']);
});

test('an issue holds 500 resources', async () => {
  await tell(fixtureSummary('five-hundred'));
  expect(fake.issues[0]?.body.length).toBeLessThanOrEqual(65_536);
});

test('without the permission, it says which', async () => {
  fake.failures.push({ on: 'POST', status: 403 });
  await expect(tell()).rejects.toThrow(/The issue on drift of dev: GitHub answers 403 .*"permissions: issues: write"/);
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drift-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const command = (env: string, from = folder) => main(['--env', env, '--from', from], fake.connect());

  test('a job that failed before its plan opens an issue, and an open one stays open', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    expect(await command('dev', join(folder, 'none'))).toBe(0);
    expect(log).toHaveBeenCalledWith('dev: no plan could be made, opened https://github.com/o/r/issues/1');
    expect(fake.issues[0]).toMatchObject({
      title: "Drift: dev can't be planned",
      body: expect.stringContaining('- `No plan was begun: the log of its job, in the run below, says why.`'),
    });
    await command('dev', join(folder, 'none'));
    expect(fake.issues.map(({ state }) => state)).toEqual(['open']);
    log.mockRestore();
  });

  test('another environment’s plan closes nothing', async () => {
    writeFileSync(join(folder, 'summary.json'), JSON.stringify(gone));
    await expect(command('prod')).rejects.toThrow(/holds a plan of dev: --env says prod/);
  });

  test('reads the summary of the plan', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    writeFileSync(join(folder, 'summary.json'), JSON.stringify(drifted));
    expect(await command('dev')).toBe(0);
    expect(log).toHaveBeenCalledWith('dev: drift, opened https://github.com/o/r/issues/1');
    log.mockRestore();
  });
});
