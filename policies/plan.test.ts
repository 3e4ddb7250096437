import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readStack } from '../terraform/read-stack';
import { synthesizeInto } from '../terraform/test-support';
import { type Block, type Json, type Stack } from '../terraform/stack';
import { SHIPPED_LOCK, SHIPPED_NEEDS } from './fixtures/files';
import { main } from './main';

const root = resolve(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'policies-plan-'));
const stacks = join(folder, 'stacks');
const lock = join(root, SHIPPED_LOCK);
const needs = join(root, SHIPPED_NEEDS);
const out = join(folder, 'report');
const KEY = '1f9c0a51-8f1b-4a57-9f0e-3f6d1f2b7c11';

beforeAll(() => synthesizeInto(folder));
afterAll(() => rmSync(folder, { recursive: true }));

/** A plan of the stack as it stands on AWS, whose key has the id that KMS drew. */
function planOf({ accountId, region, blocks }: Stack, unknown: Readonly<Record<string, string>> = {}): string {
  const drawn = ({ values, address }: Block): Record<string, Json> => {
    const own = Object.entries(values).filter(([key]) => key !== unknown[address] && key !== 'lifecycle');
    return JSON.parse(
      JSON.stringify(Object.fromEntries(own)).replaceAll('⟦aws_kms_key.notifications_key.key_id⟧', KEY),
    ) as Record<string, Json>;
  };
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: blocks.map((block) => ({
          address: block.address,
          mode: block.kind === 'data' ? 'data' : 'managed',
          type: block.type,
          name: block.name,
          values: drawn(block),
        })),
      },
    },
    resource_changes: Object.entries(unknown).map(([address, attribute]) => ({
      address,
      change: { actions: ['update'], after_unknown: { [attribute]: true } },
    })),
    configuration: {
      provider_config: {
        aws: {
          expressions: {
            region: { constant_value: region },
            allowed_account_ids: { constant_value: [accountId] },
          },
        },
      },
    },
  });
}

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

test('a policy that is only known after the apply is an error, not a policy that grants nothing', async () => {
  const policy = dev().blocks.find(({ type }) => type === 'aws_iam_role_policy');
  const address = policy?.address ?? '';
  await expect(run(planOf(dev(), { [address]: 'policy' }))).rejects.toThrow(
    new RegExp(`Policy of ${address} .*it is only known after an apply`),
  );
});

test.each([
  [['--plan', 'x']],
  [['--plan', 'x', '--env', 'dev', '--env', 'prod']],
  [['--plan', 'x', '--env', 'dev', '--update']],
])('%j is refused', async (args) => expect(main(args, stacks, lock, needs)).rejects.toThrow('--plan needs one --env'));
