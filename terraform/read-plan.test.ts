import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { block } from './query';
import { readPlan } from './read-plan';
import { type Json } from './stack';

const folder = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = '1f9c0a51-8f1b-4a57-9f0e-3f6d1f2b7c11';
const resource = (address: string, values: Record<string, Json>, mode = 'managed') => {
  const [type = '', name = ''] = address.replace(/^(data|module\.\w+)\./, '').split('.');
  return { address, mode, type, name, provider_name: 'registry.terraform.io/hashicorp/aws', values };
};
const change = (address: string, actions: string[], after_unknown: Json) => ({
  address,
  change: { actions, after_unknown },
});

/** In the format of Terraform 1.11, with the values that the aws provider plans. */
const plan = (more: object = {}) => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: {
    outputs: { topic: { sensitive: false, value: 'arn:t' }, made: { sensitive: false } },
    root_module: {
      resources: [
        resource('aws_iam_role.reader', { name: 'reader', path: '/', permissions_boundary: null }),
        resource('aws_iam_role_policy.reader', { name: 'p' }),
        resource('aws_kms_key.k', {
          key_id: KEY,
          arn: `arn:aws:kms:eu-west-1:123456789012:key/${KEY}`,
          policy: `{"Resource":"arn:aws:kms:eu-west-1:123456789012:key/${KEY}"}`,
        }),
        resource('aws_lambda_function.f[0]', { function_name: 'f', environment: [{ variables: { A: 'b' } }] }),
      ],
      child_modules: [
        {
          address: 'module.m',
          resources: [resource('module.m.aws_s3_bucket.b', { bucket: 'b', arn: 'arn:aws:s3:::b' })],
        },
      ],
    },
  },
  resource_changes: [
    change('aws_iam_role.reader', ['create'], { arn: true, id: true, unique_id: true }),
    change('aws_iam_role_policy.reader', ['create'], { id: true, policy: true, role: true }),
    change('aws_kms_key.k', ['no-op'], {}),
    change('aws_lambda_function.f[0]', ['create'], {
      arn: true,
      environment: [{ variables: { B: true } }],
      version: true,
    }),
  ],
  prior_state: {
    values: {
      root_module: {
        resources: [
          resource('data.aws_caller_identity.me', { account_id: '123456789012' }, 'data'),
          resource('aws_sns_topic.destroyed', { name: 'gone' }),
        ],
      },
    },
  },
  configuration: {
    provider_config: {
      aws: {
        name: 'aws',
        expressions: {
          region: { constant_value: 'eu-west-1' },
          allowed_account_ids: { constant_value: ['123456789012'] },
        },
      },
    },
  },
  ...more,
});

const read = (content: unknown) => {
  const file = join(folder, 'plan.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readPlan(file, { name: 'dev', folder });
};

test('reads what will be there, of every module, and nothing that will not', () => {
  const stack = read(plan());
  expect({ ...stack, blocks: stack.blocks.map(({ address, kind }) => `${kind} ${address}`) }).toEqual({
    name: 'dev',
    folder,
    accountId: '123456789012',
    region: 'eu-west-1',
    outputs: { topic: 'arn:t', made: '⟦output.made⟧' },
    blocks: [
      'resource aws_iam_role.reader',
      'resource aws_iam_role_policy.reader',
      'resource aws_kms_key.k',
      'resource aws_lambda_function.f[0]',
      'resource module.m.aws_s3_bucket.b',
      'data data.aws_caller_identity.me',
    ],
  });
});

test('what is only known after the apply is told from the arguments, or is a symbol', () => {
  const stack = read(plan());
  expect(block(stack, 'aws_iam_role.reader').values).toEqual({
    name: 'reader',
    path: '/',
    arn: 'arn:aws:iam::123456789012:role/reader',
    id: 'reader',
    unique_id: '⟦aws_iam_role.reader.unique_id⟧',
  });
  expect(block(stack, 'aws_iam_role_policy.reader').values).toMatchObject({
    policy: '⟦aws_iam_role_policy.reader.policy⟧',
    role: '⟦aws_iam_role_policy.reader.role⟧',
  });
  expect(block(stack, 'aws_lambda_function.f[0]').values).toMatchObject({
    environment: [{ variables: { A: 'b', B: '⟦aws_lambda_function.f[0].environment.0.variables.B⟧' } }],
  });
});

test.each<[string, Json, Record<string, Json>]>([
  ['a set, which is unknown as a whole', true, {}],
  ['a list, which leaves the unknown part out', [true, false], { alarm_actions: ['arn:known'] }],
])('where a part is only known after the apply, %s is what the stack says', (_, unknown, planned) => {
  const beside = join(folder, 'stack');
  mkdirSync(beside, { recursive: true });
  const aws = [{ region: 'eu-west-1', allowed_account_ids: ['123456789012'] }];
  const alarm = { alarm_name: 'a', alarm_actions: ['${aws_sns_topic.t.arn}', 'arn:known'] };
  const resources = { aws_sns_topic: { t: { name: 't' } }, aws_cloudwatch_metric_alarm: { a: alarm } };
  writeFileSync(join(beside, 'cdk.tf.json'), JSON.stringify({ provider: { aws }, resource: resources }));
  const address = 'aws_cloudwatch_metric_alarm.a';
  const content = plan({
    planned_values: { root_module: { resources: [resource(address, { alarm_name: 'a', ...planned })] } },
    resource_changes: [change(address, ['create'], { alarm_actions: unknown })],
  });
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(content));
  expect(block(readPlan(file, { name: 'dev', folder: beside }), address).values).toMatchObject({
    alarm_actions: ['arn:aws:sns:eu-west-1:123456789012:t', 'arn:known'],
  });
});

test('what AWS has drawn is the symbol that a synthesized stack has for it, wherever it stands', () => {
  const { values } = block(read(plan()), 'aws_kms_key.k');
  const arn = 'arn:aws:kms:eu-west-1:123456789012:key/⟦aws_kms_key.k.key_id⟧';
  expect(values).toMatchObject({ key_id: '⟦aws_kms_key.k.key_id⟧', arn, policy: `{"Resource":"${arn}"}` });
});

test('blocks have the place of their address', () => {
  writeFileSync(
    join(folder, 'sources.json'),
    JSON.stringify({ 'aws_iam_role.reader': { file: 'constructs/x.ts', line: 3, statements: {} } }),
  );
  expect(block(read(plan()), 'aws_iam_role.reader').source).toEqual({ file: 'constructs/x.ts', line: 3 });
});

test.each<[string, unknown, RegExp]>([
  ['a state', { format_version: '1.0', values: {} }, /is no plan: write it with "terraform show -json PLAN > FILE"/],
  ['a binary plan', 'PK\u0003', /is not JSON/],
  ['an older format', plan({ format_version: '0.2' }), /format_version must be 1.x, found 0.2/],
  ['a plan that failed', plan({ errored: true }), /the plan failed/],
  [
    'a provider without a literal account',
    plan({ configuration: {} }),
    /must have a literal region and allowed_account/,
  ],
])('%s is refused', (_, content, message) => expect(() => read(content)).toThrow(message));
