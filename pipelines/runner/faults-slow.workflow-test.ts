import { AwsFault } from './aws-fault';
import { addressesIn, awsTypes } from './terraform-state';
import { World } from './world';

/** Those that wait as long as a person would: minutes. */
let world: World;
let first: string;
beforeEach(async () => {
  world = await World.open();
  first = world.prepared.environments[0] ?? '';
});
afterEach(() => world?.close());

test('a state that can not be written is kept where only administrators read', async () => {
  world.aws.s3.before = (asked) => {
    if (!asked.startsWith(`PUT ${world.stateKey(first)} by github-apply`)) return;
    throw new AwsFault('AccessDenied', 'Access Denied', 403);
  };
  const run = await world.start({ workflow: 'deploy', event: 'push' });
  expect(run.jobs[`${first}.apply`]).toBe('failure');
  expect(world.state(first)).toBeUndefined();
  const kept = [...world.aws.s3.objects.keys()].filter((key) =>
    key.startsWith(`${world.bucketOf(first)}/rescued/${first}/`),
  );
  expect(kept).toHaveLength(1);
  const types = awsTypes(addressesIn(world.aws.s3.objects.get(kept[0] ?? '') ?? Buffer.from('{}')));
  expect(types).toEqual(world.typesMade(first));
  expect(types.length).toBeGreaterThan(0);
  expect(run.summaries[`${first}.apply`]).toContain(`s3://${kept[0]}`);
});

test('a lock that stays is told with its holder, and nothing is applied', async () => {
  const lock = `${world.stateKey(first)}.tflock`;
  const info = {
    ID: 'a-lock',
    Operation: 'OperationTypeApply',
    Who: 'somebody@elsewhere',
    Created: '2026-11-26T00:00:00Z',
  };
  world.aws.s3.before = (asked) => {
    if (asked.startsWith(`PUT ${lock}`)) world.aws.s3.objects.set(lock, Buffer.from(JSON.stringify(info)));
  };
  const run = await world.start({ workflow: 'deploy', event: 'push' });
  expect(run.jobs[`${first}.apply`]).toBe('failure');
  expect(run.printed[`${first}.apply`]).toContain('somebody@elsewhere');
  expect(world.cloud.calls).toEqual([]);
  expect(world.state(first)).toBeUndefined();
});
