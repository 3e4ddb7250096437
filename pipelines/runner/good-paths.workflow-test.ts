import { type Run } from './run';
import { awsTypes } from './terraform-state';
import { PULL_REQUEST_JOBS, PROOF, pullRequest, World } from './world';

let world: World;
let environments: readonly string[];
beforeAll(async () => {
  world = await World.open();
  ({ environments } = world.prepared);
  for (const environment of environments) await world.standUp(environment);
});
afterAll(() => world?.close());
afterEach(() => {
  // No job asked for more than its permissions, or for another's role.
  expect(world.api.refused).toEqual([]);
  expect(world.aws.sts.told.filter((one) => one.startsWith('refused'))).toEqual([]);
  // No lock is left.
  expect([...world.aws.s3.objects.keys()].filter((key) => key.endsWith('.tflock'))).toEqual([]);
});

/** The functions' zips. */
const functions = [
  ...['check-query-execution', 'notify-failure', 'send-report'],
  ...['start-analytics-workflow', 'start-query-execution'],
].map((name) => `${name}.zip`);
const of = (...jobs: string[]) =>
  environments.map((environment) => jobs.map((job) => job.replace('ENV', environment))).flat();
const ended = ({ jobs }: Run) =>
  Object.entries(jobs).map(([job, result]) => (result === 'success' ? job : `${job} (${result})`));
/** The jobs that installed packages, sorted. */
const installs = (run: Run) => run.installs.map(({ job }) => job).sort();
const deploy = (attempt = 1) => world.start({ workflow: 'deploy', event: 'push', attempt });
const drift = () => world.start({ workflow: 'drift', event: 'schedule' });
const openIssues = () => world.github.issues.filter(({ state }) => state === 'open').map(({ title }) => title);

test('a pull request is proven, planned for each environment, and told in one comment', async () => {
  const run = await world.start(pullRequest(world));
  expect(ended(run).sort()).toEqual([...PULL_REQUEST_JOBS, ...of('plan[ENV]')].sort());
  // The comparison installs for each of its two sides.
  expect(installs(run)).toEqual(['build', 'compare', 'compare', 'prove', 'synth']);
  // One comment, told twice: the first can't be taken for a verdict, and the last one is.
  const [first = '', last = '', ...others] = world.github.bodies;
  expect(others).toEqual([]);
  expect(first).toContain('## No verdict yet ⏳ · ');
  expect(first).not.toContain('pass.');
  expect(last).not.toContain('No verdict yet');
  expect(last).toContain('Types, lint, tests, workflows and policies pass.');
  expect(world.github.comments.map(({ issue }) => issue)).toEqual([7]);
  const lines = world.github.comments[0]?.body.split('\n') ?? [];
  for (const environment of environments) {
    const [row = ''] = lines.filter((line) => new RegExp(`^\\| ${environment} +\\|`).test(line));
    // Created, and nothing else.
    expect(
      row
        .split('|')
        .slice(2, 7)
        .map((cell) => cell.trim()),
    ).toEqual([String(world.resourcesIn(environment)), ...['–', '–', '–', '–']]);
  }
  expect(lines).toContainEqual(expect.stringContaining("The month's report stays as it is"));
  expect(lines).toContain('### Speed: 1 figure moved');
  expect(world.api.sarifs).toHaveLength(1);
  // Nothing was made, and nothing saved.
  expect(world.cloud.calls).toEqual([]);
  expect([...world.aws.s3.objects.keys()]).toEqual([]);
});

test('what is merged goes from an empty account to a verified last environment', async () => {
  const run = await deploy();
  expect(ended(run).sort()).toEqual(
    [
      ...['build.build', 'changes', 'prove.prove', 'prove.code-scanning'],
      ...of('ENV.protection', 'ENV.plan', 'ENV.attest', 'ENV.apply', 'ENV.verify', 'ENV.tell'),
      'outcome',
    ].sort(),
  );
  expect(installs(run)).toEqual(['build', 'prove']);
  for (const environment of environments) {
    expect(world.state(environment)).toHaveLength(world.resourcesIn(environment));
    expect(world.typesMade(environment)).toEqual(awsTypes(world.state(environment) ?? []));
    expect(await world.executions(environment)).toEqual([['SUCCEEDED', expect.stringContaining('verify')]]);
  }
  expect(run.summaries['outcome']).toContain('Every environment is as this commit says, and made a report.');
  // Where it was built and what is in it: of each zip, and of the program that applied it, by a token that opens no role.
  const { all } = world.api.attestations;
  const names = all.map(({ predicateType, subjects }) => [predicateType, subjects.map(({ name }) => name).join(' ')]);
  const attested = [...functions, 'program.cjs'].join(' ');
  expect(names).toEqual(
    environments.flatMap(() => [
      ['https://slsa.dev/provenance/v1', attested],
      ['https://cyclonedx.org/bom', attested],
    ]),
  );
  for (const { claims } of all) expect(claims['sub']).toMatch(/:environment:attest_only$/);
  for (const environment of environments) {
    expect(run.printed[`${environment}.apply`]).toContain(`${environment}: ${functions.length} zips attested by`);
    expect(run.summaries[`${environment}.apply`]).not.toContain('not attested');
  }
});

test('the same once more applies nothing, and verifies again', async () => {
  const before = world.cloud.calls.length;
  const run = await deploy();
  expect(ended(run).sort()).toEqual(
    [
      ...['build.build', 'changes', 'prove.prove', 'prove.code-scanning'],
      ...of('ENV.protection', 'ENV.plan', 'ENV.verify', 'ENV.tell'),
      'outcome',
    ].sort(),
  );
  expect(world.cloud.calls).toHaveLength(before);
});

test('documents alone are proven, and not deployed; what stands is told', async () => {
  const before = world.checkout.head();
  world.checkout.write('docs/reports.md', `${world.checkout.read('docs/reports.md')}\nMore words.\n`);
  const commit = world.checkout.commit('Documents alone');
  const { answers } = world.github;
  const [first = '', ...others] = environments;
  answers.set('GET /repos/o/r/deployments', [{ id: 1, sha: before, environment: first }]);
  answers.set('GET /repos/o/r/deployments/1/statuses', [{ state: 'success' }]);
  const calls = world.cloud.calls.length;
  const run = await world.start({
    workflow: 'deploy',
    event: 'push',
    payload: { before, after: commit },
    leftOut: [...PROOF, 'run check:documents'],
  });
  expect(ended(run).sort()).toEqual(['build.build', 'changes', 'outcome', 'prove.documents']);
  expect(run.summaries['outcome']).toContain('Documents alone changed: nothing was planned, and nothing is deployed.');
  for (const environment of [first, ...others]) {
    expect(run.summaries['outcome']).toContain(
      `${environment} is as this commit says, but for documents: ${before.slice(0, 7)} was applied last.`,
    );
  }
  expect(world.cloud.calls).toHaveLength(calls);
  answers.set('GET /repos/o/r/deployments', []);
});

test('where everything is as main says, no drift is told', async () => {
  const run = await drift();
  expect(ended(run).sort()).toEqual([...of('plan[ENV]', 'issue[ENV]'), 'build.build', 'synth.synth'].sort());
  expect(installs(run)).toEqual(['build', 'synth']);
  expect(openIssues()).toEqual([]);
});

test('drift is told in an issue, once, which closes when it is gone', async () => {
  const [first = ''] = environments;
  const queue = world.cloud.of(world.accountOf(first)).find(({ type }) => type === 'aws_sqs_queue');
  if (!queue) throw new Error('No stack has a queue any more: take another resource.');
  const { values } = queue;
  queue.values = { ...values, message_retention_seconds: 60 };
  await drift();
  await drift();
  expect(openIssues()).toEqual([`Drift: ${first} is not what main says`]);
  expect(world.github.issues[0]?.body).toContain('aws_sqs_queue');
  queue.values = values;
  await drift();
  expect(world.github.issues.map(({ state, state_reason: why }) => [state, why])).toEqual([['closed', 'completed']]);
});

test('a report is made by hand', async () => {
  const [first = ''] = environments;
  const inputs = { environment: first, start: '2026-10-01', end: '2026-10-31', reason: 'a test' };
  const run = await world.start({ workflow: 'report', event: 'workflow_dispatch', payload: { inputs } });
  expect(run.jobs).toEqual({ 'build.build': 'success', 'synth.synth': 'success', report: 'success' });
  expect(installs(run)).toEqual(['build', 'synth']);
  expect(await world.executions(first)).toContainEqual(['SUCCEEDED', expect.stringContaining('2026-10-01-2026-10-31')]);
});
