import { MARKER as PLAN } from '../github/comment';
import { madeOn, outdated } from '../github/outdated';
import { LABELS } from '../github/plan-labels';
import { MARKER } from '../deploy/tell/pull-request';
import { World } from './world';

let world: World;
let first: string;
beforeEach(async () => {
  world = await World.open();
  first = world.prepared.environments[0] ?? '';
  // Nothing protects the others: there each run ends.
  for (const other of world.prepared.environments.slice(1)) world.github.environments.delete(other);
  const { answers } = world.github;
  answers.set(`GET /repos/o/r/commits/${world.checkout.head()}/pulls`, [
    { number: 12, merged_at: '2026-11-26', merge_commit_sha: world.checkout.head(), base: { ref: 'main' } },
  ]);
});
afterEach(async () => {
  expect(world.api.refused).toEqual([]);
  await world.close();
});

const deploy = (attempt = 1) => world.start({ workflow: 'deploy', event: 'push', attempt });
const commentsOn = (number: number) =>
  world.github.comments.filter(({ issue }) => issue === number).map(({ body }) => body);
const issues = () => world.github.issues.map(({ title, state }) => [title, state]);

test('an apply that fails opens an issue, which the next success closes; the merged pull request is told of both', async () => {
  await world.standUp(first);
  let failed = false;
  world.cloud.before = (call) => {
    if (failed || call !== 'create aws_sqs_queue') return;
    failed = true;
    throw new Error('AccessDenied: not this queue');
  };
  const run = await deploy();
  expect(run.jobs).toMatchObject({ [`${first}.apply`]: 'failure', [`${first}.tell`]: 'success' });
  expect(issues()).toEqual([[`Deployment: ${first} failed`, 'open']]);
  expect(world.github.issues[0]?.body).toContain(`**${first}: the apply failed half-way ❌**`);
  expect(commentsOn(12)).toHaveLength(1);
  expect(commentsOn(12)[0]).toMatch(
    new RegExp(`^${MARKER}\n(.|\n)*- \\*\\*${first}\\*\\*: the apply failed half-way ❌ · of \\d+ created`),
  );
  expect(world.github.labels).toEqual(LABELS);

  await deploy(2);
  expect(issues()[0]).toEqual([`Deployment: ${first} failed`, 'closed']);
  expect(commentsOn(12)).toHaveLength(1);
  expect(commentsOn(12)[0]).toMatch(
    new RegExp(`- \\*\\*${first}\\*\\*: applied, and verified by a report ✅ · \\d+ created.*cloudwatch/home`),
  );
});

test('an open pull request whose plan was made with an older main is told, and a fork’s is not', async () => {
  await world.standUp(first);
  const [older, commit] = ['a'.repeat(40), world.checkout.head()];
  const body = `${PLAN}\n${madeOn(older, '| environment | create |\n')}`;
  const { answers } = world.github;
  answers.set('GET /repos/o/r/pulls', [
    { number: 20, head: { repo: { full_name: world.repository } } },
    { number: 21, head: { repo: { full_name: 'them/fork' } } },
  ]);
  answers.set(`GET /repos/o/r/compare/${older}...${commit}`, { status: 'ahead' });
  for (const number of [20, 21]) world.github.comment(number, body);
  await deploy();
  expect(commentsOn(20)).toEqual([outdated(body, '#12')]);
  expect(commentsOn(21)).toEqual([body]);
});

test('what GitHub won’t take of it stops no deployment', async () => {
  await world.standUp(first);
  for (let index = 0; index < 40; index += 1) world.github.failures.push({ on: 'GET /repos/o/r/issues', status: 403 });
  const run = await deploy();
  expect(run.jobs).toMatchObject({ [`${first}.verify`]: 'success', [`${first}.tell`]: 'success' });
  expect(run.log).toMatch(/::warning::The issue on deployments to .*GitHub answers 403/);
  // The next environment's turn came.
  const [, second] = world.prepared.environments;
  if (second !== undefined) expect(run.jobs).toHaveProperty([`${second}.protection`]);
});
