import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { SHIPPED_LOCK, SHIPPED_NEEDS } from '../../../policies/fixtures/files';
import { planOf } from '../../../policies/proof/plan-test-support';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { readStack } from '../../../terraform/read-stack';
import { synthesizeInto } from '../../../terraform/test-support';
import { main } from './hold';

const { folder, remove } = temporaryFolder('hold-plan');
const folders = { stacks: join(folder, 'stacks'), locks: '' };
const from = join(folder, 'plan');
const HELD = [SHIPPED_LOCK, SHIPPED_NEEDS].map((file) => join(repositoryRoot(), file)) as [string, string];
let said: string;

beforeAll(() => {
  synthesizeInto(folder);
  mkdirSync(from);
});
beforeEach(() => {
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
});
afterEach(() => jest.restoreAllMocks());
afterAll(remove);

const hold = (plan: string) => {
  writeFileSync(join(from, 'plan.json'), plan);
  return main(['--env', 'dev', '--from', from], folders, HELD);
};
const access = () => readFileSync(join(from, 'access.md'), 'utf8');
const stack = () => readStack(join(folders.stacks, 'dev'));

test('a plan that gives what the lock says passes, and what is new is told in words', async () => {
  expect(await hold(planOf(stack(), {}, []))).toBe(0);
  expect(access()).toMatch(/^### Policies: pass ✅\n\n\*\*New access\*\*\n\n(- dev: .*\n)+/);
  expect(said).toContain('access=true\n');
  said = '';
  expect(await hold(planOf(stack()))).toBe(0);
  expect(said).toContain('access=false\n');
  expect(access()).not.toContain('access**');
});

test('a plan that gives more than the synthesized file shows does not pass', async () => {
  const wider = planOf(stack()).replace('\\"athena:GetQueryResults\\"', '\\"athena:GetQueryResults\\",\\"s3:*\\"');
  expect(await hold(wider)).toBe(1);
  expect(said).toMatch(/role dev-blog-send-report may now s3:/);
  expect(access()).toContain('### Policies: do not pass ❌');
});
