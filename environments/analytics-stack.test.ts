import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AWS_PROVIDER } from './parts/aws-provider';
import { shippedEnvironments, shippedGitHub } from './commands/synth/shipped';
import { synth } from './commands/synth/synth';
import { type Program } from '../scripts/programs/tool';
import { statementsOf } from '../terraform/test-support';
import { synthesized } from './commands/synth/test-support';

const stack = synthesized();
const policies = stack.blocks.filter(({ values }) => 'policy' in values || 'assume_role_policy' in values);

test.each<[Program, string]>([
  ['terraform', '>= 1.11.0, < 2.0.0'],
  ['tofu', '>= 1.10.0, < 2.0.0'],
])('%s, its state and its providers are pinned, to one account and with a lock of their own', (program, required) => {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-test-'));
  try {
    synth({ outdir, environments: shippedEnvironments(), keep: ['dev', 'prod'], repository: shippedGitHub, program });
    const json = JSON.parse(readFileSync(join(outdir, 'stacks/prod/cdk.tf.json'), 'utf8')) as Record<string, unknown>;
    expect(json['//']).toMatchObject({ program });
    expect(json['terraform']).toEqual({
      required_version: required,
      required_providers: {
        archive: { source: 'hashicorp/archive', version: '2.7.1' },
        aws: { source: 'aws', version: AWS_PROVIDER },
        null: { source: 'null', version: '3.2.4' },
      },
      backend: {
        s3: {
          bucket: 'terraform-state-blog-000000000001',
          key: 'prod/analytics.tfstate',
          region: 'eu-west-1',
          encrypt: true,
          use_lockfile: true,
          allowed_account_ids: ['000000000001'],
        },
      },
    });
    expect(json['provider']).toMatchObject({
      aws: [
        {
          region: 'eu-west-1',
          allowed_account_ids: ['000000000001'],
          default_tags: [
            { tags: { Application: 'blog', Environment: 'prod', ManagedBy: 'terraform', Component: 'analytics' } },
          ],
        },
      ],
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test('every name that a person needs is an output', () => {
  expect(stack.outputs).toEqual({
    dashboard: 'analytics-dev-blog',
    events_bucket: 'events-dev-blog-000000000000',
    events_database: 'video-analytics-dev-blog',
    events_stream: 'events-stream-dev-blog',
    events_table: 'events-dev-blog',
    failure_rule: 'report-failed-dev-blog',
    notice_dlq_url: 'https://sqs.eu-west-1.amazonaws.com/000000000000/report-notice-dlq-dev-blog',
    operations_topic_arn: 'arn:aws:sns:eu-west-1:000000000000:operations-dev-blog',
    producer_policy_arn: 'arn:aws:iam::000000000000:policy/events-producer-dev-blog',
    query_output_bucket: 'query-output-dev-blog-000000000000',
    schedule_dlq_url: 'https://sqs.eu-west-1.amazonaws.com/000000000000/report-schedule-dlq-dev-blog',
    schedule_rule: 'send-report-once-a-month-dev-blog',
    state_machine_arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
    topic_arn: 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog',
    workgroup: 'analytics-dev-blog',
  });
});

/**
 * What was deployed before its code moved into parts that two constructs share. Of these arguments, and of the address, a
 * change makes the resource anew: the queue would lose what it keeps, the rule's target would be away for a while.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_target
 */
const STANDING: Readonly<Record<string, object>> = {
  'aws_cloudwatch_event_rule.report-workflow_failure-rule': { name: 'report-failed-dev-blog' },
  'aws_cloudwatch_event_target.report-workflow_failure-target': {
    rule: 'report-failed-dev-blog',
    target_id: 'report-failed-dev-blog',
  },
  'aws_cloudwatch_event_rule.schedule_rule': { name: 'send-report-once-a-month-dev-blog' },
  'aws_cloudwatch_event_target.schedule_target': {
    rule: 'send-report-once-a-month-dev-blog',
    target_id: 'send-report-once-a-month-dev-blog',
  },
  'aws_lambda_permission.schedule_permission': {
    statement_id: 'InvokeBySchedule',
    function_name: 'dev-blog-start-analytics-workflow',
  },
  'aws_lambda_function_event_invoke_config.schedule_failed-events': {
    function_name: 'dev-blog-start-analytics-workflow',
  },
  'aws_sqs_queue.schedule_dead-letter-queue': { name: 'report-schedule-dlq-dev-blog' },
  'aws_sqs_queue_policy.schedule_dead-letter-queue-policy': {
    queue_url: 'https://sqs.eu-west-1.amazonaws.com/000000000000/report-schedule-dlq-dev-blog',
  },
  'aws_sns_topic_policy.notifications_topic-policy': {
    arn: 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog',
  },
};

test('what shares its code now is made anew by no deployment', () => {
  const found = Object.keys(STANDING).map((address) => [
    address,
    stack.blocks.find((block) => block.address === address)?.values,
  ]);
  expect(Object.fromEntries(found)).toMatchObject(STANDING);
});

/** Where "*" is all that AWS takes; each is cited where it is written. */
const EVERYTHING = [
  ...[
    'DelegateToIam',
    // In a key's policy, * is the key.
    'PipelinesRead',
    'PipelinesRead',
    'PipelineSetsUp',
    'PipelineSetsUp',
    'DelegateToIam',
    'EncryptAlarms',
  ],
  ...['DeliverLogs', 'TraceExecutions'],
];

test('no statement allows something on everything, but for those that AWS gives no resource', () => {
  const wide = policies
    .flatMap(statementsOf)
    .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource?.includes('*'))
    .map(({ Sid }) => Sid);
  expect(wide.sort()).toEqual([...EVERYTHING].sort());
});

test('no statement allows a family of actions, but for the account on its own key', () => {
  const wide = policies
    .flatMap(statementsOf)
    .filter(({ Effect, Action }) => Effect === 'Allow' && Action.join().includes('*'));
  expect(wide.map(({ Sid }) => Sid)).toEqual(['DelegateToIam', 'DelegateToIam']);
});

test('every policy, and every statement in it, is traced to where it is written', () => {
  const traced = policies.map(({ address, source, statements }) => ({ address, source: source?.file, statements }));
  for (const policy of policies) {
    expect(policy.source?.file).toMatch(/^constructs\/[\w-]+\.ts$/);
    expect(Object.keys(policy.statements ?? {})).toEqual(statementsOf(policy).map(({ Sid }) => Sid));
  }
  expect(traced.length).toBeGreaterThan(15);
});

test("no two policies' roles are shared, and none has a boundary-free managed policy of AWS attached", () => {
  expect(stack.blocks.filter(({ type }) => type === 'aws_iam_role_policy_attachment')).toEqual([]);
  const roles = stack.blocks.filter(({ type }) => type === 'aws_iam_role_policy').map(({ values }) => values['role']);
  expect(new Set(roles).size).toBe(roles.length);
});

test('nothing in a plan depends on the clock or on a folder', () => {
  const text = JSON.stringify(stack.blocks);
  expect(text).not.toMatch(/timestamp\(\)|path\.(cwd|root|module)|uuid\(\)/);
});
