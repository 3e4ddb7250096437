import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ScenarioName } from '../fixtures/scenarios';
import { fixtureSummary } from '../shared/test-support';
import { heldLabels, main, setLabels } from './labels';
import { LABELS, makeLabels } from './plan-labels';
import { FakeGitHub } from './test-support';

let fake: FakeGitHub;
let folder: string;
beforeEach(async () => {
  fake = await FakeGitHub.listen();
  folder = mkdtempSync(join(tmpdir(), 'labels-'));
});
afterEach(() => {
  fake.close();
  rmSync(folder, { recursive: true });
});

const ACCESS = '### Policies: pass ✅\n\n**New access**\n\n- dev: `role x may y`\n';
const NO_ACCESS =
  '### Policies: pass ✅\n\n**The same access in other words**\n\n- dev: `role x`\n\nAccess stays as it is.\n';
const failed = { version: 1, environment: 'prod', failed: 'no' } as const;

test.each<[ScenarioName, boolean, boolean]>([
  ['no-change', false, false],
  ['create', false, false],
  ['destroy', true, false],
  ['replace', true, false],
  ['data-store', true, true],
])('%s: destroys %j, loses data %j', (name, destroys, loses) => {
  expect(heldLabels([fixtureSummary(name)], ['dev'], NO_ACCESS)).toEqual({
    'plan: destroys': destroys,
    'plan: loses data': loses,
    'plan: changes access': false,
  });
});

test('what is not known is neither so nor not so', () => {
  const unknown = { 'plan: destroys': undefined, 'plan: loses data': undefined, 'plan: changes access': undefined };
  expect(heldLabels([], [], undefined)).toEqual(unknown);
  expect(heldLabels([fixtureSummary('update'), failed], ['dev', 'prod'], undefined)).toEqual(unknown);
  expect(heldLabels([fixtureSummary('update')], ['dev', 'prod'], undefined)).toEqual(unknown);
  // What one plan does, is done.
  expect(heldLabels([fixtureSummary('data-store'), failed], ['dev', 'prod'], ACCESS)).toEqual({
    'plan: destroys': true,
    'plan: loses data': true,
    'plan: changes access': true,
  });
});

const none = { 'plan: destroys': false, 'plan: loses data': false, 'plan: changes access': false } as const;
const set = (holds = {}) => setLabels(fake.connect(), 7, { ...none, ...holds }, 1);

test('labels come with what the plans do and go with it, and those of people stay', async () => {
  await makeLabels(fake.connect(), 1);
  fake.labelled.set(7, ['urgent']);
  expect(await set({ 'plan: destroys': true, 'plan: changes access': true })).toEqual([
    'label added: plan: destroys',
    'label added: plan: changes access',
  ]);
  expect(await set({ 'plan: destroys': true })).toEqual(['label taken off: plan: changes access']);
  expect(fake.labelled.get(7)).toEqual(['urgent', 'plan: destroys']);
  expect(await set({ 'plan: destroys': undefined })).toEqual([]);
  expect(await set()).toEqual(['label taken off: plan: destroys']);
  expect(fake.labelled.get(7)).toEqual(['urgent']);
});

test('a label that is not there is not made by a pull request', async () => {
  expect(await set({ 'plan: loses data': true })).toEqual([
    'label not there yet: plan: loses data (the next deployment makes it)',
  ]);
  expect(fake.requests.filter((asked) => !asked.startsWith('GET'))).toEqual([]);
});

test('one that somebody took off in between, or that was taken off unsaid, is off', async () => {
  fake.labelled.set(7, ['plan: destroys']);
  fake.failures.push({ on: 'DELETE', status: 502, done: true });
  expect(await set()).toEqual(['label taken off: plan: destroys']);
});

test('labels are made once, and those that are there stay as they are', async () => {
  fake.labels.push({ name: 'Plan: destroys', color: '000000', description: 'ours' });
  expect(await makeLabels(fake.connect(), 1)).toEqual(['plan: loses data', 'plan: changes access']);
  expect(await makeLabels(fake.connect(), 1)).toEqual([]);
  expect(fake.labels).toEqual([{ name: 'Plan: destroys', color: '000000', description: 'ours' }, ...LABELS.slice(1)]);
});

test('without the permission, it says which', async () => {
  fake.failures.push({ on: 'POST', status: 403 });
  await expect(makeLabels(fake.connect(), 1)).rejects.toThrow(/Making the labels .*"permissions: issues: write"/);
});

describe('the command', () => {
  const command = (...more: string[]) =>
    main(['--pull-request', '7', '--from', folder, '--expect', 'dev', ...more], fake.connect());

  test('reads plans and the report of the policies', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    await makeLabels(fake.connect(), 1);
    mkdirSync(join(folder, 'plan-dev'));
    writeFileSync(join(folder, 'plan-dev/summary.json'), JSON.stringify(fixtureSummary('destroy')));
    writeFileSync(join(folder, 'policies.md'), ACCESS);
    expect(await command('--policies', join(folder, 'policies.md'))).toBe(0);
    expect(fake.labelled.get(7)).toEqual(['plan: destroys', 'plan: changes access']);
    // Policies that were not inspected say nothing.
    expect(await command('--policies', join(folder, 'none.md'))).toBe(0);
    expect(fake.labelled.get(7)).toEqual(['plan: destroys', 'plan: changes access']);
    log.mockRestore();
  });

  test('what GitHub refuses is a warning, and no failure', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    fake.failures.push({ on: 'GET', status: 403 });
    expect(await command()).toBe(0);
    expect(log.mock.calls.flat()).toEqual([expect.stringMatching(/^::warning::Labels of pull request 7: .*403/)]);
    log.mockRestore();
  });

  test('a number that is none is refused', async () => {
    await expect(main(['--pull-request', 'x', '--from', folder], fake.connect())).rejects.toThrow(/not the number/);
  });
});
