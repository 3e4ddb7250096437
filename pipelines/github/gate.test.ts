import { main } from './gate';
import { FakeGitHub } from './test-support';

let fake: FakeGitHub;
let said: string;
beforeEach(async () => {
  fake = await FakeGitHub.listen();
  said = '';
  jest.spyOn(console, 'log').mockImplementation((text) => (said += `${text}\n`));
});
afterEach(() => {
  fake.close();
  jest.restoreAllMocks();
});

/** As GitHub's reference shows an environment: https://docs.github.com/en/rest/deployments/environments#get-an-environment */
const environment = {
  id: 161088068,
  name: 'prod',
  can_admins_bypass: false,
  protection_rules: [
    { id: 3736, type: 'wait_timer', wait_timer: 30 },
    {
      id: 3755,
      type: 'required_reviewers',
      prevent_self_review: true,
      reviewers: [{ type: 'User', reviewer: { login: 'octocat', id: 1 } }],
    },
    { id: 3756, type: 'branch_policy' },
  ],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
};
const branches = { total_count: 1, branch_policies: [{ id: 1, name: 'main', type: 'branch' }] };

function set(found: unknown, policies: unknown = branches) {
  fake.environments.set('prod', found);
  fake.environments.set('prod/deployment-branch-policies', policies);
}
const gate = (...more: string[]) => main(['--environment', 'prod', ...more], fake.connect());

test('a protected environment is let through', async () => {
  set(environment);
  expect(await gate()).toBe(0);
  expect(said).toBe('prod: only main deploys, and a reviewer must agree.\n');
});

test('reviewers may be optional; the branch never is', async () => {
  set({ ...environment, protection_rules: [] });
  expect(await gate('--reviewers', 'optional')).toBe(0);
  expect(said).toBe('prod: only main deploys.\n');
  set({ ...environment, protection_rules: [], deployment_branch_policy: null });
  await expect(gate('--reviewers', 'optional')).rejects.toThrow(/Every branch may deploy/);
});

test('what weakens it without breaking it is said', async () => {
  const rules = [{ type: 'required_reviewers', prevent_self_review: false, reviewers: [{}] }];
  set({ ...environment, protection_rules: rules });
  expect(await gate()).toBe(0);
  expect(said).toContain('prod: who starts a deployment may agree to it.\n');
});

const branch = (name: string, type = 'branch') => ({ name, type });
test.each<[string, unknown, unknown, RegExp]>([
  ['no reviewers', { ...environment, protection_rules: [] }, branches, /Nobody must agree/],
  [
    'an empty list of reviewers',
    { ...environment, protection_rules: [{ type: 'required_reviewers', reviewers: [] }] },
    branches,
    /Nobody must agree/,
  ],
  [
    'no rules at all, as GitHub makes it',
    { name: 'prod' },
    branches,
    /Nobody must agree(.|\n)*Every branch may deploy/,
  ],
  ['administrators who may skip it', { ...environment, can_admins_bypass: true }, branches, /Administrators may skip/],
  ['silence on administrators', { ...environment, can_admins_bypass: undefined }, branches, /Administrators may skip/],
  ['any branch', { ...environment, deployment_branch_policy: null }, branches, /Every branch may deploy/],
  [
    'any protected branch',
    { ...environment, deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } },
    branches,
    /Every protected branch may deploy/,
  ],
  [
    'another branch',
    environment,
    { total_count: 2, branch_policies: [branch('main'), branch('x')] },
    /The branch "x" may/,
  ],
  [
    'a pattern',
    environment,
    { total_count: 1, branch_policies: [branch('*')] },
    /The branch "\*" may deploy(.|\n)*main may not/,
  ],
  [
    'a tag named main',
    environment,
    { total_count: 1, branch_policies: [branch('main', 'tag')] },
    /The tag "main" may deploy/,
  ],
  ['no branch', environment, { total_count: 0, branch_policies: [] }, /main may not deploy: add it/],
  ['more branches than are told', environment, { ...branches, total_count: 101 }, /101 branches and tags may deploy/],
  ['branches that can’t be read', environment, { branches: [] }, /Its branches can't be read/],
  ['another environment’s answer', { ...environment, name: 'dev' }, branches, /answers with another, dev/],
  ['an answer that is none', [], branches, /can't be read: nothing is let through/],
])('%s is refused', async (_, found, policies, message) => {
  set(found, policies);
  await expect(gate()).rejects.toThrow(message);
  expect(said).not.toContain('only main deploys');
});

test('an environment that is not there is refused', async () => {
  await expect(gate()).rejects.toThrow(/environment prod: GitHub answers 404 .*"permissions: actions: read"/);
});

test('branches that GitHub does not give are refused', async () => {
  fake.environments.set('prod', environment);
  await expect(gate()).rejects.toThrow(/GitHub answers 404/);
});

test('a failure of GitHub’s is no consent', async () => {
  set(environment);
  fake.failures.push({ on: 'GET', status: 403 });
  await expect(gate()).rejects.toThrow(/GitHub answers 403/);
});

test.each([
  [['--environment', 'prod', '--reviewers', 'none'], /--reviewers none: write required or optional/],
  [['--reviewers', 'required'], /--environment is missing/],
  [['--environment', 'prod', '--force'], /--force is not an option/],
])('%j is refused', async (args, message) => {
  await expect(main(args, fake.connect())).rejects.toThrow(message);
});
