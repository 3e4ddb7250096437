import { ACCOUNT, document, readerBlocks, roleArn } from '../../iam/test-support';
import { type Blocks, type Row } from './row';

const open = (action: string, resource: string) =>
  document({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: action, Resource: resource });
const topic = `arn:aws:sns:eu-west-1:${ACCOUNT}:t`;
const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`;
const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`;
const bucket: Blocks = { 'aws_s3_bucket.b': { bucket: 'b', arn: 'arn:aws:s3:::b' } };
const policy = (resource: string) => ({ policy: open('sns:Publish', resource) });
const get = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/x' });
const fn: Blocks = {
  'aws_lambda_function.f': { function_name: 'f', arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f` },
};
const permission = { function_name: 'f', action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com' };

const table: readonly (readonly [name: string, told: string, Blocks])[] = [
  [
    'two inline policies of one name',
    'aws_iam_role_policy.reader and aws_iam_role_policy.again are one object',
    {
      ...readerBlocks({}),
      'aws_iam_role_policy.reader': { name: 'p', role: 'reader', policy: get },
      'aws_iam_role_policy.again': { name: 'p', role: 'reader', policy: get },
    },
  ],
  [
    'two inline policies whose names differ in case',
    'aws_iam_role_policy.reader and aws_iam_role_policy.again are one object',
    {
      ...readerBlocks(),
      'aws_iam_role_policy.reader': { name: 'p', role: 'reader', policy: get },
      'aws_iam_role_policy.again': { name: 'P', role: 'reader', policy: get },
    },
  ],
  [
    'two nested inline policies of one name',
    'inline_policy n stands twice',
    {
      'aws_iam_role.reader': {
        ...readerBlocks()['aws_iam_role.reader'],
        inline_policy: [
          { name: 'n', policy: get },
          { name: 'n', policy: get },
        ],
      },
    },
  ],
  [
    'a nested inline policy, which takes away all others',
    'aws_iam_role_policy.p and inline_policy of aws_iam_role.reader write one object',
    {
      'aws_iam_role.reader': { ...readerBlocks()['aws_iam_role.reader'], inline_policy: { name: 'n', policy: get } },
      'aws_iam_role_policy.p': { name: 'p', role: 'reader', policy: get },
    },
  ],
  [
    'managed_policy_arns, which takes away all attachments',
    'aws_iam_role_policy_attachment.a and managed_policy_arns of aws_iam_role.reader write one object',
    {
      'aws_iam_role.reader': { ...readerBlocks()['aws_iam_role.reader'], managed_policy_arns: ['x'] },
      'aws_iam_role_policy_attachment.a': { role: 'reader', policy_arn: 'x' },
    },
  ],
  [
    'two roles of one name',
    'aws_iam_role.reader and aws_iam_role.again are one object',
    {
      ...readerBlocks(),
      'aws_iam_role.again': { ...readerBlocks()['aws_iam_role.reader'], name: 'Reader', arn: roleArn('Reader') },
    },
  ],
  [
    'two managed policies of one name',
    'aws_iam_policy.p and aws_iam_policy.again are one object',
    {
      'aws_iam_policy.p': { name: 'p', arn: 'x', policy: get },
      'aws_iam_policy.again': { name: 'p', arn: 'x', policy: get },
    },
  ],
  [
    'one policy attached twice',
    'aws_iam_role_policy_attachment.a and aws_iam_role_policy_attachment.again are one object',
    {
      ...readerBlocks(),
      'aws_iam_role_policy_attachment.a': { role: 'reader', policy_arn: 'x' },
      'aws_iam_role_policy_attachment.again': { role: 'reader', policy_arn: 'x' },
    },
  ],
  [
    'two policies of one topic',
    'aws_sns_topic_policy.p and aws_sns_topic_policy.again are one object',
    {
      'aws_sns_topic.t': { arn: topic, name: 't' },
      'aws_sns_topic_policy.p': { arn: topic, ...policy(topic) },
      'aws_sns_topic_policy.again': { arn: topic, ...policy(topic) },
    },
  ],
  [
    "a topic's own policy beside a block",
    'aws_sns_topic_policy.p and policy of aws_sns_topic.t write one object',
    {
      'aws_sns_topic.t': { arn: topic, name: 't', ...policy(topic) },
      'aws_sns_topic_policy.p': { arn: topic, ...policy(topic) },
    },
  ],
  [
    'two policies of one queue',
    'aws_sqs_queue_policy.p and aws_sqs_queue_policy.again are one object',
    {
      'aws_sqs_queue.q': { arn: queue, name: 'q', url: 'u' },
      'aws_sqs_queue_policy.p': { queue_url: 'u', ...policy(queue) },
      'aws_sqs_queue_policy.again': { queue_url: 'u', ...policy(queue) },
    },
  ],
  [
    "a queue's own policy beside a block",
    'aws_sqs_queue_policy.p and policy of aws_sqs_queue.q write one object',
    {
      'aws_sqs_queue.q': { arn: queue, name: 'q', url: 'u', ...policy(queue) },
      'aws_sqs_queue_policy.p': { queue_url: 'u', ...policy(queue) },
    },
  ],
  [
    'two policies of one bucket',
    'aws_s3_bucket_policy.p and aws_s3_bucket_policy.again are one object',
    {
      ...bucket,
      'aws_s3_bucket_policy.p': { bucket: 'b', ...policy('arn:aws:s3:::b') },
      'aws_s3_bucket_policy.again': { bucket: 'b', ...policy('arn:aws:s3:::b') },
    },
  ],
  [
    "a bucket's own policy beside a block",
    'aws_s3_bucket_policy.p and policy of aws_s3_bucket.b write one object',
    {
      'aws_s3_bucket.b': { ...bucket['aws_s3_bucket.b'], ...policy('arn:aws:s3:::b') },
      'aws_s3_bucket_policy.p': { bucket: 'b', ...policy('arn:aws:s3:::b') },
    },
  ],
  [
    'two policies of one key, by its id and by its ARN',
    'aws_kms_key_policy.p and aws_kms_key_policy.again are one object',
    {
      'aws_kms_key.k': { arn: key, key_id: 'k' },
      'aws_kms_key_policy.p': { key_id: 'k', ...policy('*') },
      'aws_kms_key_policy.again': { key_id: key, ...policy('*') },
    },
  ],
  [
    "a key's own policy beside a block",
    'aws_kms_key_policy.p and policy of aws_kms_key.k write one object',
    {
      'aws_kms_key.k': { arn: key, key_id: 'k', ...policy('*') },
      'aws_kms_key_policy.p': { key_id: 'k', ...policy('*') },
    },
  ],
  ...(
    [
      'public_access_block',
      'server_side_encryption_configuration',
      'ownership_controls',
      'versioning',
      'lifecycle_configuration',
    ] as const
  ).map((of): readonly [string, string, Blocks] => [
    `two aws_s3_bucket_${of} of one bucket`,
    `aws_s3_bucket_${of}.one and aws_s3_bucket_${of}.other are one object`,
    { ...bucket, [`aws_s3_bucket_${of}.one`]: { bucket: 'b' }, [`aws_s3_bucket_${of}.other`]: { bucket: 'b' } },
  ]),
  [
    'two permissions of one statement id, by the name and by the ARN of the function',
    'aws_lambda_permission.one and aws_lambda_permission.other are one object',
    {
      ...fn,
      'aws_lambda_permission.one': { ...permission, statement_id: 's' },
      'aws_lambda_permission.other': {
        ...permission,
        function_name: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
        statement_id: 's',
      },
    },
  ],
];

export const oneBlock: readonly Row[] = table.map(([name, told, blocks]) => ({
  name,
  told,
  says: (ask) => ask(blocks),
}));
