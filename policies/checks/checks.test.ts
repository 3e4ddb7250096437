import { type Json, type Stack } from '../../terraform/stack';
import { readAccess } from '../iam/access';
import { findings } from '../findings/run-checks';
import { IamCatalog } from '../iam/iam-catalog';
import { servicesNamed } from '../findings/placed-statements';
import { ACCOUNT, document, readerBlocks, roleArn, stackOf } from '../iam/test-support';
import { allChecks } from './all';

async function found(stack: Stack): Promise<string[]> {
  const access = readAccess(stack);
  const catalog = await IamCatalog.load(servicesNamed(access));
  return findings(allChecks, { stack, neighbours: [], access, catalog }).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
}

const allow = (Action: Json, Resource: Json = 'arn:aws:s3:::b/x/*', more: Record<string, Json> = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const MAPPINGS = `arn:aws:lambda:eu-west-1:${ACCOUNT}:event-source-mapping:*`;
const ofFunction = (operator: string, name: string) => ({
  Condition: { [operator]: { 'lambda:FunctionArn': `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${name}` } },
});
const trusting = (statement: Record<string, Json>) => ({
  'aws_iam_role.r': {
    name: 'r',
    arn: roleArn('r'),
    assume_role_policy: document({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }),
  },
});
const everyIdentity =
  'web-identity: every identity of the provider may assume the role: arn:aws:iam::123456789012:oidc-provider/t vouches for many, and sub is not named whole';
const anyAudience =
  'web-identity: a token that was made for someone else may assume the role: arn:aws:iam::123456789012:oidc-provider/t vouches for many, and aud is not named whole';
/** Conditions side by side, also of one operator. */
const joined = (one: Record<string, Record<string, Json>>, other: Record<string, Record<string, Json>>) =>
  Object.fromEntries(
    Object.keys({ ...one, ...other }).map((operator) => [operator, { ...one[operator], ...other[operator] }]),
  );
const topicArn = `arn:aws:sns:eu-west-1:${ACCOUNT}:t`;
const queueArn = `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`;
const refusesPlain = (Action: string, Resource: string) => ({
  Effect: 'Deny',
  Principal: '*',
  Action,
  Resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
const topic = (statement: Record<string, Json>) => ({
  'aws_sns_topic.t': {
    arn: topicArn,
    kms_master_key_id: 'k',
    policy: document(
      { Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn, ...statement },
      refusesPlain('sns:Publish', topicArn),
    ),
  },
});
const queue = (more: Record<string, Json>) => ({
  'aws_sqs_queue.q': { arn: queueArn, url: 'u', policy: document(refusesPlain('sqs:*', queueArn)), ...more },
});
const alarmArn = `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:a`;
const keyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`;
const cloudWatch = (source: string) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Condition: { ArnEquals: { 'aws:SourceArn': source } },
});
const alarm = (more: Record<string, Json>, { publishes = alarmArn, encrypts = alarmArn, key = keyArn } = {}) => ({
  'aws_sns_topic.t': { ...topic(cloudWatch(publishes))['aws_sns_topic.t'], kms_master_key_id: key },
  'aws_kms_key.k': {
    arn: keyArn,
    key_id: 'k',
    enable_key_rotation: true,
    policy: document({ ...cloudWatch(encrypts), Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' }),
  },
  'aws_cloudwatch_metric_alarm.a': { alarm_name: 'a', arn: alarmArn, alarm_actions: [topicArn], ...more },
});
const bucket = (...without: string[]) =>
  Object.fromEntries(
    Object.entries({
      'aws_s3_bucket.b': { bucket: 'b', arn: 'arn:aws:s3:::b' },
      'aws_s3_bucket_public_access_block.b': {
        bucket: 'b',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
      'aws_s3_bucket_server_side_encryption_configuration.b': { bucket: 'b' },
      'aws_s3_bucket_policy.b': {
        bucket: 'b',
        policy: document({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      },
    }).filter(([address]) => !without.includes(address)),
  );
const functionOf = (name: string, role: string) => ({
  [`aws_iam_role.${role}`]: {
    name: role,
    arn: roleArn(role),
    assume_role_policy: document({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  },
  [`aws_lambda_function.${name}`]: {
    function_name: name,
    arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${name}`,
    role: roleArn(role),
  },
});
const table = 'arn:aws:glue:eu-west-1:123456789012:table/d/t';

test.each<[string, Parameters<typeof stackOf>[0]]>([
  [
    'exact grants',
    readerBlocks(
      allow('s3:GetObject'),
      allow('glue:GetTable', table),
      allow('sns:Publish', 'arn:aws:sns:eu-west-1:123456789012:t'),
    ),
  ],
  [
    'a bucket and its prefix condition',
    readerBlocks(allow('s3:ListBucket', 'arn:aws:s3:::b', { Condition: { StringLike: { 's3:prefix': 'x/*' } } })),
  ],
  ['an action that takes no resource', readerBlocks(allow('logs:CreateLogDelivery', '*'))],
  [
    'a log group',
    readerBlocks(
      allow(
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f:*',
      ),
    ),
  ],
  [
    'a key whose id is not known',
    readerBlocks(
      allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:123456789012:key/⟦k⟧', {
        Condition: { StringEquals: { 'kms:ViaService': 's' } },
      }),
    ),
  ],
  ['lambda, which sends no source', trusting({ Principal: { Service: 'lambda.amazonaws.com' } })],
  [
    'states with a source',
    trusting({
      Principal: { Service: 'states.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    }),
  ],
  ['EventBridge on a topic', topic({ Principal: { Service: 'events.amazonaws.com' } })],
  [
    'a federated identity, bound',
    trusting({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/t' },
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:sub': 'repo:o/r:ref:refs/heads/main',
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        },
      },
    }),
  ],
  [
    'passing one role to one service',
    readerBlocks(
      allow('iam:PassRole', roleArn('x'), {
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      }),
    ),
  ],
  ['the tables of one database', readerBlocks(allow('glue:GetTable', 'arn:aws:glue:eu-west-1:123456789012:table/d/*'))],
  ['two functions with a role each', { ...functionOf('f', 'a'), ...functionOf('g', 'b') }],
  ['a whole bucket', bucket()],
  ['an encrypted queue', queue({ sqs_managed_sse_enabled: true })],
  ['an alarm that its topic lets publish', alarm({})],
  ['a log group that forgets', { 'aws_cloudwatch_log_group.g': { name: 'g', retention_in_days: 14 } }],
])('passes %s', async (_, blocks) => {
  // Custom key names of identity providers are in no reference.
  expect(
    (await found(stackOf(blocks))).filter((text) => !text.includes('token.actions.githubusercontent.com:sub')),
  ).toEqual([]);
});

test.each<[string, Parameters<typeof stackOf>[0], string[]]>([
  ['a misspelt action', readerBlocks(allow('s3:GetObjects')), ['unknown-action: s3:GetObjects is no action of AWS']],
  [
    'an unknown service',
    readerBlocks(allow('athen:GetQueryResults', '*')),
    ['unknown-action: athen:GetQueryResults is no action of AWS'],
  ],
  ['an action prefix', readerBlocks(allow('s3:Get*')), ['wildcard-action: s3:Get* allows more than one action']],
  ['everything', readerBlocks(allow('*', '*')), []],
  ['NotAction', readerBlocks({ Effect: 'Allow', NotAction: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }), []],
  [
    'a star for a resource',
    readerBlocks(allow('s3:GetObject', '*')),
    ['wildcard-resource: s3:GetObject takes a resource, and is allowed on "*"'],
  ],
  [
    'NotResource',
    readerBlocks({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::b/*' }),
    ['wildcard-resource: s3:GetObject is allowed on everything but a list (NotResource)'],
  ],
  [
    'an object action on a bucket',
    readerBlocks(allow('s3:GetObject', 'arn:aws:s3:::b')),
    [
      "wrong-resource-type: s3:GetObject takes none of the statement's resources",
      'wrong-resource-type: no action of the statement takes arn:aws:s3:::b',
    ],
  ],
  [
    'a bucket action on objects',
    readerBlocks(allow(['s3:ListBucket', 's3:GetObject'])),
    ["wrong-resource-type: s3:ListBucket takes none of the statement's resources"],
  ],
  [
    'a resource of another service',
    readerBlocks(allow('sns:Publish', ['arn:aws:sns:eu-west-1:123456789012:t', table])),
    [`wrong-resource-type: no action of the statement takes ${table}`],
  ],
  [
    'an action without resource on one',
    readerBlocks(allow('logs:CreateLogDelivery', 'arn:aws:logs:eu-west-1:123456789012:log-group:g')),
    [
      "wrong-resource-type: logs:CreateLogDelivery takes none of the statement's resources",
      'wrong-resource-type: no action of the statement takes arn:aws:logs:eu-west-1:123456789012:log-group:g',
    ],
  ],
  [
    'a key that the action has not',
    readerBlocks(allow('s3:GetObject', undefined, { Condition: { StringLike: { 's3:prefix': 'x/*' } } })),
    ['unknown-condition-key: s3:GetObject has no condition key s3:prefix (StringLike)'],
  ],
  [
    'a misspelt global key',
    readerBlocks(allow('s3:GetObject', undefined, { Condition: { StringLike: { 'aws:SourceAcount': 'x' } } })),
    ['unknown-condition-key: s3:GetObject has no condition key aws:sourceacount (StringLike)'],
  ],
  [
    'a service without source',
    trusting({ Principal: { Service: 'states.amazonaws.com' } }),
    ['confused-deputy: states.amazonaws.com is trusted whoever it acts for'],
  ],
  [
    'a source that may be absent',
    trusting({
      Principal: { Service: 'states.amazonaws.com' },
      Condition: { StringEqualsIfExists: { 'aws:SourceAccount': ACCOUNT } },
    }),
    ['confused-deputy: states.amazonaws.com is trusted whoever it acts for'],
  ],
  ...(
    [
      ['another account for an external id', 'StringEquals', '999999999999'],
      ['an external id that may be absent', 'StringEqualsIfExists', ACCOUNT],
      ['an external id like any', 'StringLike', '*'],
    ] as const
  ).map(([name, operator, id]): [string, Record<string, Record<string, Json>>, string[]] => [
    `Firehose with ${name}`,
    trusting({ Principal: { Service: 'firehose.amazonaws.com' }, Condition: { [operator]: { 'sts:ExternalId': id } } }),
    ['confused-deputy: firehose.amazonaws.com is trusted whoever it acts for'],
  ]),
  [
    'a service that sends no external id',
    trusting({
      Principal: { Service: 'states.amazonaws.com' },
      Condition: { StringEquals: { 'sts:ExternalId': ACCOUNT } },
    }),
    ['confused-deputy: states.amazonaws.com is trusted whoever it acts for'],
  ],
  [
    'any source',
    topic({ Principal: { Service: 's3.amazonaws.com' }, Condition: { ArnLike: { 'aws:SourceArn': '*' } } }),
    ['confused-deputy: s3.amazonaws.com is trusted whoever it acts for'],
  ],
  ['anyone', topic({ Principal: '*' }), ['open-principal: anyone is given access']],
  ['another account', topic({ Principal: { AWS: '999999999999' } }), ['open-principal: 999999999999 is given access']],
  [
    'every identity of a provider',
    trusting({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/t' },
    }),
    [everyIdentity, anyAudience],
  ],
  ...(
    [
      ['a wildcard', 'StringLike', ['repo:o/r:*']],
      ['a wildcard that is none', 'StringEquals', ['repo:o/r:*']],
      ['a variable', 'StringEquals', ['${aws:username}']],
      ['an optional condition', 'StringEqualsIfExists', ['repo:o/r:pull_request']],
      ['a condition that an absent claim meets', 'ForAllValues:StringEquals', ['repo:o/r:pull_request']],
      ['a condition without case', 'StringEqualsIgnoreCase', ['repo:o/r:pull_request']],
      ['a negated condition', 'StringNotEquals', ['repo:o/r:pull_request']],
    ] as const
  ).map(([name, operator, subject]): [string, Record<string, Record<string, Json>>, string[]] => [
    `a federated identity, bound by ${name}`,
    trusting({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/t' },
      Condition: joined(
        { [operator]: { 'token.actions.githubusercontent.com:sub': [...subject] } },
        { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
      ),
    }),
    [
      everyIdentity,
      // What else is wrong with it.
      ...(operator === 'StringEquals' && subject[0].includes('*')
        ? ['literal-wildcard: StringEquals token.actions.githubusercontent.com:sub compares "repo:o/r:*" literally']
        : []),
      ...(operator.startsWith('ForAllValues')
        ? [
            'absent-key: ForAllValues:StringEquals token.actions.githubusercontent.com:sub holds for every request without token.actions.githubusercontent.com:sub',
          ]
        : []),
    ],
  ]),
  [
    'NotPrincipal',
    topic({ NotPrincipal: { AWS: ACCOUNT } }),
    ['open-principal: everyone but a list (NotPrincipal) is given access'],
  ],
  [
    'a way to more rights',
    readerBlocks(allow('iam:PutRolePolicy', roleArn('x'))),
    ['privilege-escalation: iam:PutRolePolicy lets its holder write any policy into the role'],
  ],
  [
    'any role to any service',
    readerBlocks(allow('iam:PassRole', 'arn:aws:iam::123456789012:role/*')),
    [
      'pass-role: iam:PassRole is allowed on roles that are not named one by one',
      'pass-role: iam:PassRole is not bound to a service',
      'wildcard-arn: arn:aws:iam::123456789012:role/* covers every iam name that begins with role/',
    ],
  ],
  [
    'no public access block',
    bucket('aws_s3_bucket_public_access_block.b'),
    [
      'bucket-protection: public access is not blocked (block_public_acls, block_public_policy, ignore_public_acls, restrict_public_buckets)',
    ],
  ],
  [
    'no encryption',
    bucket('aws_s3_bucket_server_side_encryption_configuration.b'),
    ['bucket-protection: default encryption is not said'],
  ],
  ['no TLS', bucket('aws_s3_bucket_policy.b'), ['bucket-protection: requests without TLS are not refused']],
  [
    'a plain queue',
    queue({}),
    ['encryption-at-rest: aws_sqs_queue lacks sqs_managed_sse_enabled = true or kms_master_key_id'],
  ],
  [
    'a topic and a queue without TLS',
    {
      'aws_sns_topic.t': { arn: topicArn, kms_master_key_id: 'k' },
      ...queue({ sqs_managed_sse_enabled: true, policy: document(refusesPlain('sqs:ReceiveMessage', queueArn)) }),
    },
    [
      'plain-transport: sns:Publish without TLS is not refused',
      'plain-transport: sqs:SendMessage without TLS is not refused',
    ],
  ],
  ['an alarm without actions', alarm({ alarm_actions: [] }), ['silent-alarm: it tells nobody when it goes off']],
  ['an alarm that is off', alarm({ actions_enabled: false }), ['silent-alarm: its actions are disabled']],
  [
    'an alarm that its topic does not know',
    alarm({}, { publishes: `${alarmArn}-2` }),
    [`silent-alarm: CloudWatch may not publish to ${topicArn} for it`],
  ],
  [
    'an alarm that its topic’s key does not know',
    alarm({}, { encrypts: `${alarmArn}-2` }),
    [`silent-alarm: CloudWatch may not use the key of ${topicArn}, ${keyArn}, for it`],
  ],
  [
    'an alarm on a topic under the key that AWS manages',
    alarm({}, { key: 'alias/aws/sns' }),
    [`silent-alarm: CloudWatch may not use the key of ${topicArn}, alias/aws/sns, for it`],
  ],
  [
    'a log group that never forgets',
    { 'aws_cloudwatch_log_group.g': { name: 'g' } },
    ['log-retention: retention_in_days is not set'],
  ],
  [
    'a prefix of names',
    readerBlocks(allow('lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:dev-*`)),
    [
      `wildcard-arn: arn:aws:lambda:eu-west-1:${ACCOUNT}:function:dev-* covers every lambda name that begins with function:dev-`,
    ],
  ],
  [
    'any region, any account and every log group by its prefix',
    readerBlocks(allow('logs:PutLogEvents', 'arn:aws:logs:*:*:log-group:/aws/lambda/*')),
    [
      'wildcard-arn: arn:aws:logs:*:*:log-group:/aws/lambda/* covers every region, every account, every logs name that begins with log-group:/aws/lambda/',
    ],
  ],
  [
    'event source mappings of whatever function, by their ids, which AWS draws',
    readerBlocks(
      allow('lambda:DeleteEventSourceMapping', MAPPINGS),
      allow('lambda:GetEventSourceMapping', MAPPINGS, ofFunction('StringEquals', 'f')),
      allow(['lambda:ListTags', 'lambda:TagResource', 'lambda:UntagResource'], MAPPINGS),
      allow('lambda:UpdateEventSourceMapping', MAPPINGS, ofFunction('StringLike', '*')),
    ),
    ['0', '3'].map(() => `wildcard-arn: ${MAPPINGS} covers every lambda name that begins with event-source-mapping:`),
  ],
  [
    'every object of a bucket',
    readerBlocks(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
    ['wildcard-arn: arn:aws:s3:::b/* covers every object of b'],
  ],
  [
    'a role that two functions share',
    { ...functionOf('f', 'a'), ...functionOf('g', 'a') },
    ['shared-role: 2 functions share the role: f, g'],
  ],
])('finds %s', async (_, blocks, expected) => {
  const all = await found(stackOf(blocks));
  if (expected.length > 0) expect(all).toEqual(expected);
  else
    expect(all).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^wildcard-action/),
        expect.stringMatching(/^privilege-escalation/),
      ]),
    );
});
