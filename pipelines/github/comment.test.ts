import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './client';
import { main, MARKER, upsertComment } from './comment';
import { madeOn, outdated } from './outdated';
import { FakeGitHub } from './test-support';

let fake: FakeGitHub;
beforeEach(async () => {
  fake = await FakeGitHub.listen();
});
afterEach(() => fake.close());

const upsert = (body = `${MARKER}\nnew`) => upsertComment(fake.connect(), 7, body, 1);
const bodies = () => fake.comments.map(({ body }) => body);

test('makes the comment, then writes it anew in place, then leaves it alone', async () => {
  const url = await upsert(`${MARKER}\nfirst`);
  expect(url).toBe(fake.comments[0]?.html_url);
  expect(await upsert()).toBe(url);
  expect(await upsert()).toBe(url);
  expect(bodies()).toEqual([`${MARKER}\nnew`]);
  expect(fake.requests.filter((asked) => !asked.startsWith('GET'))).toEqual([
    'POST /repos/o/r/issues/7/comments',
    'PATCH /repos/o/r/issues/comments/1',
  ]);
});

test('finds it behind a hundred others, and touches nobody else’s, marker or not', async () => {
  for (let index = 0; index < 120; index += 1) fake.comment(7, 'words', { login: 'a', type: 'User' });
  const others = [
    fake.comment(7, `${MARKER}\nmine!`, { login: 'mallory', type: 'User' }),
    fake.comment(7, `${MARKER}\nmine!`, { login: 'github-actions[bot]', type: 'User' }),
    fake.comment(7, `${MARKER}\nmine!`, { login: 'other[bot]', type: 'Bot' }),
    fake.comment(7, `> ${MARKER}\nquoted`),
    fake.comment(8, `${MARKER}\nof another`),
  ].map(({ body }) => body);
  const ours = fake.comment(7, `${MARKER}\nold`);
  expect(await upsert()).toBe(ours.html_url);
  expect(bodies().slice(120)).toEqual([...others, `${MARKER}\nnew`]);
});

test('of two, the first is kept', async () => {
  const first = fake.comment(7, `${MARKER}\nold`);
  fake.comment(7, `${MARKER}\nolder`);
  expect(await upsert()).toBe(first.html_url);
  expect(bodies()).toEqual([`${MARKER}\nnew`]);
});

test.each(['GET', 'POST', 'PATCH'])('a %s that fails is taken up again', async (method) => {
  if (method === 'PATCH') fake.comment(7, `${MARKER}\nold`);
  fake.failures.push({ on: method, status: 502 }, { on: method, status: 500 });
  await upsert();
  expect(bodies()).toEqual([`${MARKER}\nnew`]);
});

test('a comment that GitHub made without saying so is not made twice', async () => {
  fake.failures.push({ on: 'POST', status: 502, done: true });
  await upsert();
  expect(bodies()).toEqual([`${MARKER}\nnew`]);
});

test('asked for patience, it waits', async () => {
  fake.failures.push({ on: 'GET', status: 403, headers: { 'retry-after': '0' } });
  fake.failures.push({ on: 'GET', status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' } });
  await upsert();
  expect(bodies()).toEqual([`${MARKER}\nnew`]);
});

test('a failure that stays is told, with GitHub’s own words', async () => {
  for (let index = 0; index < 4; index += 1) fake.failures.push({ on: 'GET', status: 503 });
  await expect(upsert()).rejects.toThrow(
    /answers 503 \(told to fail\): it fails, or is out of reach; run this job again/,
  );
  expect(fake.requests).toHaveLength(4);
});

test.each([
  [
    403,
    /GitHub answers 403 \(told to fail\): the job needs "permissions: pull-requests: write"; in a pull request from a fork/,
  ],
  [404, /there is no such thing, or the job lacks "permissions: pull-requests: write"/],
])('%d is explained, and not tried again', async (status, message) => {
  fake.failures.push({ on: 'POST', status });
  await expect(upsert()).rejects.toThrow(message);
  expect(fake.requests).toHaveLength(2);
});

test('a token that is not valid is told', async () => {
  const github = connect({ ...fake.env, GITHUB_TOKEN: 'another' });
  await expect(upsertComment(github, 7, MARKER, 1)).rejects.toThrow(/401 .*GITHUB_TOKEN is not, or no longer, valid/);
});

test.each([
  [{ GITHUB_TOKEN: '' }, /GITHUB_TOKEN is missing/],
  [{ GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'r' }, /GITHUB_REPOSITORY is "r": it must be OWNER\/REPOSITORY/],
  [{ GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'o/r/../x' }, /must be OWNER/],
])('%j is refused', (env, message) => expect(() => connect(env)).toThrow(message));

test('what was said of a plan since stays with it, and goes with the next one', async () => {
  const plan = (main: string, text: string) => `${MARKER}\n${madeOn(main.repeat(40), text)}`;
  const said = outdated(plan('a', 'old'), '#12');
  fake.comment(7, said);
  await upsertComment(fake.connect(), 7, plan('a', 'old, and tested'), 1);
  expect(bodies()).toEqual([outdated(plan('a', 'old, and tested'), '#12')]);
  await upsertComment(fake.connect(), 7, plan('b', 'new'), 1);
  expect(bodies()).toEqual([plan('b', 'new')]);
});

describe('the command', () => {
  const merge = 'c'.repeat(40);
  const COMMIT = ['--commit', merge];
  const folder = mkdtempSync(join(tmpdir(), 'comment-'));
  const file = join(folder, 'body.md');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes a file as the comment, with the main that was planned with, and prints its address', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    writeFileSync(file, '## dev: nothing to do\n');
    const main_ = 'a'.repeat(40);
    fake.answers.set(`GET /repos/o/r/commits/${merge}`, { parents: [{ sha: main_ }, { sha: 'b'.repeat(40) }] });
    expect(await main(['--pull-request', '7', '--body', file, ...COMMIT], fake.connect())).toBe(0);
    expect(bodies()).toEqual([`${MARKER}\n<!-- main: ${main_} -->\n## dev: nothing to do\n`]);
    expect(log.mock.calls).toEqual([['https://github.com/o/r/pull/7#issuecomment-1']]);
    log.mockRestore();
  });

  test('where the merge is not known, there is a comment all the same', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    writeFileSync(file, '## dev: nothing to do\n');
    expect(await main(['--pull-request', '7', '--body', file, ...COMMIT], fake.connect())).toBe(0);
    expect(bodies()).toEqual([`${MARKER}\n## dev: nothing to do\n`]);
    expect(log.mock.calls[0]).toEqual([expect.stringMatching(/^::warning::Which main ccccccc was merged into/)]);
    log.mockRestore();
  });

  test('a comment that GitHub refuses is a warning, and no failure', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    fake.answers.set(`GET /repos/o/r/commits/${merge}`, { parents: [] });
    fake.failures.push({ on: 'GET /repos/o/r/issues', status: 403, message: 'Resource not\naccessible' });
    expect(await main(['--pull-request', '7', '--body', file, ...COMMIT], fake.connect())).toBe(0);
    expect(log.mock.calls.flat()).toEqual([
      expect.stringMatching(
        /^::warning::Commenting on pull request 7: GitHub answers 403 \(Resource not%0Aaccessible\)/,
      ),
    ]);
    log.mockRestore();
  });

  test.each([
    [['--pull-request', '7;rm', '--body', file, ...COMMIT], /--pull-request 7;rm: not the number/],
    [['--body', file, ...COMMIT], /--pull-request is missing/],
    [['--pull-request', '7', '--body', join(folder, 'none.md'), ...COMMIT], /can't be read \(ENOENT\)/],
    [['--pull-request', '7', '--body', file, '--all'], /--all is not an option/],
  ])('%j is refused', async (args, message) => {
    await expect(main(args, fake.connect())).rejects.toThrow(message);
    expect(fake.requests).toEqual([]);
  });

  test('a body that GitHub would refuse is refused before it is sent', async () => {
    writeFileSync(file, 'x'.repeat(65_536));
    await expect(main(['--pull-request', '7', '--body', file, ...COMMIT], fake.connect())).rejects.toThrow(
      /GitHub takes 65536/,
    );
    expect(fake.requests).toEqual([]);
  });
});
