import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program } from '../scripts/programs/tool';
import { type PlannedChange, readPlanChanges } from './read-plan-changes';

const folder = mkdtempSync(join(tmpdir(), 'plan-changes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As `terraform show -json` of 1.11 frames a plan. */
const frame = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: { root_module: {} },
  applyable: true,
  complete: true,
  errored: false,
};

function read(plan: unknown, program: Program = 'terraform') {
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(plan));
  return readPlanChanges(file, program);
}

const change = (change: object, more: object = {}) => ({
  ...frame,
  resource_changes: [{ address: 'aws_x.a', mode: 'managed', type: 'aws_x', name: 'a', change, ...more }],
});

test.each([
  [{}, /is no plan: write it with/],
  [{ ...frame, planned_values: undefined }, /is no plan/],
  [{ ...frame, format_version: '2.0' }, /format_version must be 1\.x, found 2\.0/],
  [{ ...frame, errored: true }, /the plan failed/],
  [{ ...frame, complete: false }, /the plan is not whole/],
  [{ ...frame, deferred_changes: [{ reason: 'provider_config_unknown' }] }, /the plan is not whole/],
  [{ ...frame, applyable: undefined }, /"applyable": use Terraform 1\.11/],
  [
    { ...frame, action_invocations: [{ address: 'action.aws_x.a' }] },
    /the plan invokes actions, which nothing here shows/,
  ],
  [{ ...frame, deferred_action_invocations: [{ reason: 'x' }] }, /the plan invokes actions/],
  [change({ actions: ['create', 'forget'] }), /aws_x\.a: the actions \["create","forget"\] are not known/],
  [change({ actions: ['constructor'] }), /are not known/],
  [change({}), /the actions null are not known/],
  [{ ...frame, resource_changes: [{ address: 'aws_x.a' }] }, /lacks address, type or "change"/],
  [{ ...frame, output_changes: { o: { actions: ['delete', 'create'] } } }, /output o: .*"replace"/],
])('refuses %j', (plan, message) => expect(() => read(plan)).toThrow(message));

test('a file that is not there, or not JSON, is told so', () => {
  expect(() => readPlanChanges(join(folder, 'none.json'), 'tofu')).toThrow(
    /is not there: write it with "tofu show -json PLAN > FILE"/,
  );
});

test.each<[string[], Pick<PlannedChange, 'action' | 'createFirst'>]>([
  [['no-op'], { action: 'none' }],
  [['create'], { action: 'create' }],
  [['read'], { action: 'read' }],
  [['update'], { action: 'update' }],
  [['delete', 'create'], { action: 'replace' }],
  [['create', 'delete'], { action: 'replace', createFirst: true }],
  [['delete'], { action: 'destroy' }],
  [['forget'], { action: 'forget' }],
])('%j is %j', (actions, expected) => {
  const [read_] = read(change({ actions, before: {}, after: {} })).changes;
  expect(read_).toMatchObject(expected);
  expect(read_?.createFirst).toBe(expected.createFirst);
});

test('names the attributes that change, those that are secret, and those that are known only afterwards', () => {
  const [read_] = read(
    change({
      actions: ['update'],
      before: { same: { a: [1] }, name: 'x', gone: 1, secret: 'old', marked: 'm', arn: 'arn', tags: { a: '1' } },
      after: { same: { a: [1] }, name: 'y', secret: 'new', marked: 'm', tags: { a: '1' }, fresh: null },
      after_unknown: { arn: true, tags: {}, blocks: [{ id: true }] },
      before_sensitive: { secret: true, tags: { a: false } },
      after_sensitive: { secret: true, marked: true, tags: {} },
    }),
  ).changes;
  expect(read_?.attributes).toEqual([
    { name: 'arn', unknown: true },
    { name: 'blocks', unknown: true },
    { name: 'gone' },
    { name: 'marked', sensitive: true },
    { name: 'name' },
    { name: 'secret', sensitive: true },
  ]);
});

test('a resource that is secret as a whole has no attribute that is not', () => {
  const body = {
    actions: ['update'],
    before: { a: 1 },
    after: { a: 2 },
    before_sensitive: true,
    after_sensitive: true,
  };
  expect(read(change(body)).changes[0]?.attributes).toEqual([{ name: 'a', sensitive: true }]);
});

test('of a path that forces a replacement, the attribute is named, and no key of the user’s', () => {
  const body = {
    actions: ['delete', 'create'],
    before: { tags: { hunter2: 'a' }, name: 'a' },
    after: { tags: { hunter2: 'b' }, name: 'b' },
    replace_paths: [['tags', 'hunter2'], ['name'], ['tags', 'b']],
  };
  expect(read(change(body)).changes[0]?.replacedBy).toEqual(['name', 'tags']);
});

test('moved, imported, deposed and data blocks are told as such', () => {
  const plan = {
    ...frame,
    resource_changes: [
      { address: 'aws_x.b', previous_address: 'aws_x.a', type: 'aws_x', change: { actions: ['no-op'] } },
      { address: 'aws_x.c', type: 'aws_x', change: { actions: ['no-op'], importing: { id: 'i' } } },
      { address: 'aws_x.d', type: 'aws_x', deposed: '1234abcd', change: { actions: ['delete'], before: {} } },
      { address: 'data.aws_y.e', mode: 'data', type: 'aws_y', change: { actions: ['read'] } },
    ],
  };
  expect(read(plan).changes).toMatchObject([
    { action: 'none', previousAddress: 'aws_x.a' },
    { action: 'none', imported: true },
    { action: 'destroy', deposed: true },
    { action: 'read', kind: 'data' },
  ]);
});

test('what was changed behind Terraform’s back stands apart from what is planned', () => {
  const drifted = {
    address: 'aws_x.a',
    type: 'aws_x',
    change: { actions: ['update'], before: { n: 1 }, after: { n: 2 } },
  };
  const plan = { ...frame, applyable: false, resource_drift: [drifted], output_changes: { o: { actions: ['no-op'] } } };
  expect(read(plan)).toMatchObject({
    applyable: false,
    changes: [],
    drift: [{ address: 'aws_x.a', action: 'update', attributes: [{ name: 'n' }] }],
    outputs: [],
  });
});

/** Without "applyable" and "complete", which OpenTofu does not write. */
const ofOpenTofu = (plan: object) =>
  JSON.parse(JSON.stringify({ ...plan, applyable: undefined, complete: undefined })) as object;

test.each<[string, object, boolean]>([
  ['nothing', {}, false],
  ['what stays as it is', change({ actions: ['no-op'] }), false],
  ['what drifted alone', { ...frame, resource_drift: change({ actions: ['update'] }).resource_changes }, false],
  ['a change', change({ actions: ['update'] }), true],
  ['what is forgotten', change({ actions: ['forget'] }), true],
  ['what is read at the apply', change({ actions: ['read'] }), true],
  ['a move', change({ actions: ['no-op'] }, { previous_address: 'aws_x.b' }), true],
  ['an import', change({ actions: ['no-op'], importing: { id: 'i' } }), true],
  ['an output', { ...frame, output_changes: { o: { actions: ['update'] } } }, true],
  ['an output that stays', { ...frame, output_changes: { o: { actions: ['no-op'] } } }, false],
])('whether OpenTofu has anything to apply follows from the plan: %s', (_, plan, applyable) => {
  expect(read(ofOpenTofu({ ...frame, ...plan }), 'tofu').applyable).toBe(applyable);
});

test('a plan of OpenTofu that failed is refused, and one read as Terraform’s is', () => {
  expect(() => read(ofOpenTofu({ ...frame, errored: true }), 'tofu')).toThrow(/the plan failed/);
  expect(() => read(ofOpenTofu(frame))).toThrow(/"applyable": use Terraform 1\.11/);
});
