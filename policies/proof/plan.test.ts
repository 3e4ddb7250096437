import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Block, type Stack } from '../../terraform/stack';
import { SHIPPED_LOCK, SHIPPED_NEEDS } from '../fixtures/files';
import { main } from '../main';
import { planOf } from './plan-test-support';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'policies-plan-'));
const stacks = join(folder, 'stacks');
const lock = join(root, SHIPPED_LOCK);
const needs = join(root, SHIPPED_NEEDS);
const out = join(folder, 'report');

beforeAll(() => synthesizeInto(folder));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (plan: string, ...args: string[]): Promise<[code: number, text: string]> => {
  const file = join(folder, 'plan.json');
  writeFileSync(file, plan);
  const code = await main(['--env', 'dev', '--plan', file, '--output', out, ...args], stacks, lock, needs);
  return [code, readFileSync(out, 'utf8')];
};
const dev = (): Stack => readStack(join(stacks, 'dev'));

test('a plan of our stack is the access that is locked', async () => {
  const [code, text] = await run(planOf(dev()));
  expect(text).not.toMatch(/✗|·/);
  expect(code).toBe(0);
});

test('a plan that gives more does not pass, with the place in our source', async () => {
  const [code, text] = await run(
    planOf(dev()).replace('\\"athena:GetQueryResults\\"', '\\"athena:GetQueryResults\\",\\"athena:GetWorkGroup\\"'),
  );
  expect(code).toBe(1);
  expect(text).toMatch(/role dev-blog-send-report may now athena:GetWorkGroup on .*  constructs\/[\w/-]+\.ts:\d+/);
});

const policyOf = (stack: Stack) => stack.blocks.find(({ type }) => type === 'aws_iam_role_policy')?.address ?? '';

test('a policy that is only known after the apply is what the stack says that was planned, not one that grants nothing', async () => {
  const [code, text] = await run(planOf(dev(), { [policyOf(dev())]: 'policy' }));
  expect(text).not.toMatch(/✗|·/);
  expect(code).toBe(0);
});

test('what a plan changes of who may do what is told in words, whatever the lock says of it', async () => {
  const stack = dev();
  const other = stack.blocks.map((block) => {
    const { policy } = block.values;
    if (block.type !== 'aws_iam_role_policy' || typeof policy !== 'string') return block;
    const values = { ...block.values, policy: policy.replace('athena:GetQueryResults', 'athena:GetWorkGroup') };
    return { ...block, values } satisfies Block;
  });
  const args = ['--since-state', '--format', 'markdown'];
  const [code, text] = await run(planOf(stack, {}, other), ...args);
  expect(code).toBe(0);
  expect(text).toMatch(
    /^### Policies: pass ✅\n\n\*\*New access\*\*\n\n- dev: <code>role dev-blog-send-report may now athena:GetQuery/,
  );
  const [, same] = await run(planOf(stack), ...args);
  expect(same).not.toContain('access**');
  // A first deployment: all of it is new.
  const [, first] = await run(planOf(stack, {}, []), ...args);
  expect(first).toContain('role firehose-role-dev-blog');
});

test.each([
  [['--plan', 'x']],
  [['--plan', 'x', '--env', 'dev', '--env', 'prod']],
  [['--plan', 'x', '--env', 'dev', '--update']],
])('%j is refused', async (args) => expect(main(args, stacks, lock, needs)).rejects.toThrow('--plan needs one --env'));

test.each([[['--since-state']], [['--since-state', '--env', 'dev', '--plan', 'x', '--against', 'y']]])(
  '%j is refused',
  async (args) => expect(main(args, stacks, lock, needs)).rejects.toThrow('--since-state compares a plan'),
);
