import { PULL_REQUEST_JOBS, pullRequest, World } from './world';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world?.close());

const begun = { 'build.build': 'success', changes: 'success' };
const plans = () => world.prepared.environments.map((environment) => `plan[${environment}]`);

test("a fork's pull request is proven, and gets no role, no comment, and no word of what its token may not", async () => {
  const run = await world.start(pullRequest(world, 'them/fork'));
  expect(run.jobs).toEqual({ ...begun, 'prove.prove': 'success', compare: 'success', result: 'success' });
  expect(run.summaries['result']).toContain("a fork's pull request gets no role in AWS");
  expect(world.github.comments).toEqual([]);
  expect(world.aws.sts.told).toEqual([]);
  expect(world.api.refused).toEqual([]);
});

test('a merge queue is proven, and not planned', async () => {
  const run = await world.start({
    workflow: 'pull-request',
    event: 'merge_group',
    ref: 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567',
    payload: { merge_group: { base_ref: 'refs/heads/main' } },
  });
  expect(run.jobs).toEqual({
    ...begun,
    'prove.prove': 'success',
    'prove.code-scanning': 'success',
    result: 'success',
  });
  expect(world.github.comments).toEqual([]);
  expect(world.aws.sts.told).toEqual([]);
});

test("GitHub's rate limits are waited for", async () => {
  const soon = String(Math.floor(Date.now() / 1000) + 1);
  world.github.failures.push(
    { on: 'GET', status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon } },
    { on: 'POST', status: 429, headers: { 'retry-after': '1' } },
  );
  const run = await world.start(pullRequest(world));
  expect(run.jobs['result']).toBe('success');
  expect(world.github.failures).toEqual([]);
  expect(world.github.comments.map(({ issue }) => issue)).toEqual([7]);
});

test('a comment that can not be written is told, and the verdict stays', async () => {
  for (let index = 0; index < 8; index += 1) world.github.failures.push({ on: 'POST', status: 503 });
  const run = await world.start(pullRequest(world));
  expect(Object.keys(run.jobs).sort()).toEqual([...PULL_REQUEST_JOBS, ...plans()].sort());
  expect(run.jobs['result']).toBe('success');
  expect(world.github.comments).toEqual([]);
  const warned = run.lines.filter(({ command, msg }) => command === 'warning' || msg.includes('::warning::'));
  expect(warned.map(({ msg }) => msg).join('')).toContain('GitHub answers 503');
});
