import { setTimeout as sleep } from 'node:timers/promises';
import { shellOf } from './act';
import { awsTypes } from './terraform-state';
import { World } from './world';

let world: World;
let first: string;
/** Of the account that the first environment is in: `bucket/plans/dev/<commit>`. */
let plans: string;
beforeEach(async () => {
  world = await World.open();
  first = world.prepared.environments[0] ?? '';
  plans = `${world.bucketOf(first)}/plans/${first}/${world.checkout.head()}`;
  // Nothing protects the others: there each run ends.
  for (const other of world.prepared.environments.slice(1)) world.github.environments.delete(other);
});
afterEach(() => world?.close());

const deploy = () => world.start({ workflow: 'deploy', event: 'push' });
const locks = () => [...world.aws.s3.objects.keys()].filter((key) => key.endsWith('.tflock'));
/** What begins first of two that begin together, the runner does not say. */
const ORDER = ['protection', 'plan', 'apply', 'plan-again', 'apply-again', 'verify', 'tell'];
/** Of the first environment alone. */
const ended = (jobs: Readonly<Record<string, string>>) =>
  ORDER.flatMap((job) => {
    const result = jobs[`${first}.${job}`];
    return result === undefined ? [] : `${job}: ${result}`;
  });

test('a plan that was replaced in the bucket is not applied, neither is the one that is planned in its place', async () => {
  world.aws.s3.before = (asked) => {
    if (!asked.startsWith(`GET ${plans}/manifest.json by github-apply`)) return;
    const manifest = JSON.parse(String(world.aws.s3.objects.get(`${plans}/manifest.json`))) as object;
    world.aws.s3.objects.set(`${plans}/manifest.json`, Buffer.from(JSON.stringify({ ...manifest, another: true })));
  };
  const run = await deploy();
  expect(ended(run.jobs)).toEqual([
    ...['protection: success', 'plan: success', 'apply: success', 'plan-again: success'],
    ...['apply-again: failure', 'tell: success'],
  ]);
  expect(run.printed[`${first}.apply`]).toContain('has taken its place');
  expect(run.summaries[`${first}.apply`]).toContain('**Nothing was applied.**');
  expect(world.cloud.calls).toEqual([]);
  expect(world.state(first)).toBeUndefined();
});

test('a zip of which nothing is attested is not applied, although the plan is the one that was made', async () => {
  world.aws.s3.before = (asked) => {
    if (!asked.startsWith(`GET ${plans}/manifest.json by github-apply`)) return;
    world.api.attestations.forget('send-report.zip');
  };
  const run = await deploy();
  expect(run.jobs[`${first}.attest`]).toBe('success');
  expect(ended(run.jobs)).toEqual(['protection: success', 'plan: success', 'apply: failure', 'tell: success']);
  expect(run.printed[`${first}.apply`]).toMatch(
    /1 zip of \d+ .*\n\s*zips\/send-report\.zip:\n.*no attestations found for subject/,
  );
  expect(world.cloud.calls).toEqual([]);
  expect(world.state(first)).toBeUndefined();
});

test('a private repository that says nothing of attestations has none: it is applied without, and that is said', async () => {
  const run = await world.start({ workflow: 'deploy', event: 'push', payload: { repository: { private: true } } });
  expect(run.jobs).not.toHaveProperty(`${first}.attest`);
  expect(run.jobs[`${first}.apply`]).toBe('success');
  expect(run.summaries[`${first}.apply`]).toContain('is not attested: this repository is not public');
  expect(world.api.attestations.all).toEqual([]);
  expect(world.state(first)).toHaveLength(world.resourcesIn(first));
});

test('a plan whose state has moved since is not applied: it is planned, and asked for, again', async () => {
  await world.standUp(first);
  const moved = {
    version: 4,
    terraform_version: '1.11.4',
    serial: 7,
    lineage: 'of-somebody-else',
    outputs: {},
    resources: [],
  };
  let asked = 0;
  world.aws.s3.before = (request) => {
    if (!request.startsWith(`GET ${plans}/plan.tfplan by github-apply`)) return;
    asked += 1;
    if (asked === 1) world.aws.s3.objects.set(world.stateKey(first), Buffer.from(JSON.stringify(moved)));
  };
  const run = await deploy();
  expect(ended(run.jobs)).toEqual(
    ['protection', 'plan', 'apply', 'plan-again', 'apply-again', 'verify', 'tell'].map((job) => `${job}: success`),
  );
  expect(run.summaries[`${first}.apply`]).toContain('**Nothing was applied.**');
  expect(world.state(first)).toHaveLength(world.resourcesIn(first));
  // What was there went on: it was not written over.
  const state = JSON.parse(String(world.aws.s3.objects.get(world.stateKey(first)))) as {
    lineage: string;
    serial: number;
  };
  expect(state).toMatchObject({ lineage: 'of-somebody-else' });
  expect(state.serial).toBeGreaterThan(7);
  expect(locks()).toEqual([]);
});

test('a commit that is older than what is deployed is refused, and not applied', async () => {
  const commit = world.checkout.head();
  const newer = 'f'.repeat(40);
  const { answers } = world.github;
  answers.set('GET /repos/o/r/commits/main', { sha: newer });
  answers.set('GET /repos/o/r/deployments', [{ id: 1, sha: newer, environment: first }]);
  answers.set(`GET /repos/o/r/compare/${commit}...${newer}`, { status: 'ahead' });
  answers.set('GET /repos/o/r/deployments/1/statuses', [{ state: 'success' }]);
  const run = await deploy();
  // The plan is made meanwhile, and changes nothing.
  expect(ended(run.jobs)).toEqual(['protection: failure', 'plan: success', 'tell: success']);
  expect(run.printed[`${first}.protection`]).toContain(`fffffff, which is newer than ${commit.slice(0, 7)}`);
  expect(world.cloud.calls).toEqual([]);
});

test('an apply that is cancelled leaves a whole state, and no lock', async () => {
  let signalled = false;
  world.cloud.before = async () => {
    if (world.cloud.calls.length < 20) return;
    if (!signalled) {
      signalled = true;
      // As the runner does: the step's shell alone hears of it.
      process.kill(shellOf(world.runner), 'SIGINT');
    }
    await sleep(500);
  };
  const run = await deploy();
  expect(signalled).toBe(true);
  expect(ended(run.jobs)).toEqual(['protection: success', 'plan: success', 'apply: failure', 'tell: success']);
  expect(run.printed[`${first}.apply`]).toContain('the apply was stopped half-way');
  const made = world.typesMade(first);
  expect(made.length).toBeGreaterThan(10);
  expect(made.length).toBeLessThan(40);
  expect(awsTypes(world.state(first) ?? [])).toEqual(made);
  expect(locks()).toEqual([]);
});

test('a lock that is held for a while is waited for', async () => {
  await world.standUp(first);
  const lock = `${world.stateKey(first)}.tflock`;
  const info = {
    ID: 'a-lock',
    Operation: 'OperationTypeApply',
    Who: 'somebody@elsewhere',
    Created: '2026-11-26T00:00:00Z',
  };
  // Twice it is held, and given back before the third time.
  let refused = 0;
  world.aws.s3.before = (asked) => {
    if (!asked.startsWith(`PUT ${lock}`)) return;
    refused += 1;
    if (refused === 1) world.aws.s3.objects.set(lock, Buffer.from(JSON.stringify(info)));
    if (refused === 3) world.aws.s3.objects.delete(lock);
  };
  const run = await deploy();
  expect(refused).toBeGreaterThanOrEqual(3);
  expect(ended(run.jobs)).toEqual(['protection', 'plan', 'apply', 'verify', 'tell'].map((job) => `${job}: success`));
  expect(world.state(first)).toHaveLength(world.resourcesIn(first));
  expect(locks()).toEqual([]);
});
