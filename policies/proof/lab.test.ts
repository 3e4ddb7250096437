import { readFileSync } from 'node:fs';
import { readStack } from '../../terraform/read-stack';
import { inspect } from './inspect';

/**
 * The lab's infrastructure as its text has it (`cdk.tf.json`), but for the contents of the bundle and the machine, and
 * for its variables: a value that can come from outside is not read, so that they are locals with their defaults. Two
 * arguments that the provider has renamed since have today's names, the runtime is one that Lambda has, and a bucket's
 * `acl`, which is the default, is left out.
 * Below is what a security reviewer would write about it by hand; `docs/least-privilege.md` explains the list.
 */
const BY_HAND: Readonly<Record<string, readonly string[]>> = {
  'confused-deputy': [
    'firehose-role-dev-blog: firehose.amazonaws.com is trusted whoever it acts for',
    'state-machine-role-dev-blog-analytics: states.eu-west-1.amazonaws.com is trusted whoever it acts for',
  ],
  'wildcard-action': ['lambda-policy-dev-blog-analytics: athena:Get* allows more than one action'],
  'wildcard-resource': [
    'firehose-dev-blog: glue:GetTable takes a resource, and is allowed on "*"',
    'firehose-dev-blog: glue:GetTableVersion takes a resource, and is allowed on "*"',
    'firehose-dev-blog: glue:GetTableVersions takes a resource, and is allowed on "*"',
    'lambda-policy-dev-blog-analytics: athena:StartQueryExecution takes a resource, and is allowed on "*"',
    'lambda-policy-dev-blog-analytics: athena:Get* takes a resource, and is allowed on "*"',
    'lambda-policy-dev-blog-analytics: glue:GetTable takes a resource, and is allowed on "*"',
  ],
  'wildcard-arn': [
    'firehose-dev-blog: arn:aws:s3:::events-dev-blog/* covers every object of events-dev-blog',
    'lambda-policy-dev-blog-analytics: arn:aws:logs:*:*:* covers every region, every account, everything of logs',
    'lambda-policy-dev-blog-analytics: arn:aws:s3:::query-output-dev-blog/* covers every object of query-output-dev-blog',
    'lambda-policy-dev-blog-analytics: arn:aws:s3:::events-dev-blog/* covers every object of events-dev-blog',
    'state-machine-policy-dev-blog-analytics: arn:aws:lambda:eu-west-1:123456789012:function:dev-blog* covers every lambda name that begins with function:dev-blog',
  ],
  'shared-role': [
    'lambda-execution-role-dev-blog-analytics: 4 functions share the role: start_query_execution, check_query_execution, send_report, start_analytics_workflow',
  ],
  'bucket-protection': ['events-dev-blog', 'query-output-dev-blog'].flatMap((bucket) => [
    `${bucket}: public access is not blocked (block_public_acls, block_public_policy, ignore_public_acls, restrict_public_buckets)`,
    `${bucket}: default encryption is not said`,
    `${bucket}: requests without TLS are not refused`,
  ]),
  'encryption-at-rest': [
    'aws_sns_topic.notifications: aws_sns_topic lacks kms_master_key_id',
    'aws_kinesis_firehose_delivery_stream.events: aws_kinesis_firehose_delivery_stream lacks server_side_encryption.enabled = true',
  ],
  'plain-transport': ['aws_sns_topic.notifications: sns:Publish without TLS is not refused'],
};

test('the lab is told what a security reviewer would tell it', async () => {
  const stack = readStack('policies/proof/lab');
  const { findings } = await inspect({
    stacks: [stack],
    lock: {},
    lockFile: 'lock',
    needs: {},
    excuses: [],
    today: '2026-11-24',
  });
  const found: Record<string, string[]> = {};
  for (const { rule, subject, message } of findings) (found[rule] ??= []).push(`${subject}: ${message}`);
  expect(found).toEqual(BY_HAND);
});

test('the page lists every rule that the lab breaks', () => {
  const page = readFileSync('docs/least-privilege.md', 'utf8').split("## The lab's own policies")[1];
  for (const rule of Object.keys(BY_HAND)) expect(page).toContain(`\`${rule}\``);
});
