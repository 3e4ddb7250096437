import { readAccess } from './access';
import { ACCOUNT, document, readerBlocks, roleArn, stackOf } from './test-support';

const get = { Sid: 'Get', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const policyArn = `arn:aws:iam::${ACCOUNT}:policy/p`;

test('gathers a role from inline, nested and attached policies, and its boundary', () => {
  const { roles } = readAccess(
    stackOf({
      ...readerBlocks(get),
      'aws_iam_role.reader': { ...readerBlocks()['aws_iam_role.reader'], permissions_boundary: policyArn },
      'aws_iam_role.nested': {
        name: 'nested',
        arn: roleArn('nested'),
        assume_role_policy: readerBlocks()['aws_iam_role.reader']?.['assume_role_policy'] ?? '',
        inline_policy: { name: 'n', policy: document({ ...get, Sid: 'Nested' }) },
      },
      'aws_iam_policy.p': { arn: policyArn, policy: document({ ...get, Sid: 'Managed' }) },
      'aws_iam_role_policy_attachment.a': { role: 'reader', policy_arn: policyArn },
    }),
  );
  const role = roles.get(roleArn('reader'));
  expect(role?.statements.map(({ ref, where }) => [ref.address, ref.sid, where?.line])).toEqual([
    ['aws_iam_role_policy.reader', 'Get', 2],
    ['aws_iam_policy.p', 'Managed', 4],
  ]);
  expect(roles.get(roleArn('nested'))?.statements.map(({ ref }) => [ref.address, ref.sid])).toEqual([
    ['aws_iam_role.nested, inline_policy 0', 'Nested'],
  ]);
  expect(role?.boundary?.statements.map(({ ref }) => ref.sid)).toEqual(['Managed']);
  expect(role?.trust).toHaveLength(1);
});

test('finds the resource of each resource policy', () => {
  const open = (action: string) => document({ Effect: 'Allow', Principal: '*', Action: action, Resource: '*' });
  const { resourcePolicies } = readAccess(
    stackOf({
      'aws_s3_bucket.b': { bucket: 'b', arn: 'arn:aws:s3:::b' },
      'aws_s3_bucket_policy.b': { bucket: 'b', policy: open('s3:GetObject') },
      'aws_sns_topic.t': { arn: 'arn:aws:sns:eu-west-1:123456789012:t', policy: open('sns:Publish') },
      'aws_sqs_queue.q': { arn: 'arn:aws:sqs:eu-west-1:123456789012:q', url: 'https://q' },
      'aws_sqs_queue_policy.q': { queue_url: 'https://q', policy: open('sqs:SendMessage') },
      'aws_kms_key.k': { arn: 'arn:aws:kms:eu-west-1:123456789012:key/⟦k⟧', key_id: '⟦k⟧' },
      'aws_lambda_function.f': { function_name: 'f', arn: 'arn:aws:lambda:eu-west-1:123456789012:function:f' },
      'aws_lambda_permission.one': {
        function_name: 'f',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        source_arn: 'arn:aws:events:eu-west-1:123456789012:rule/r',
      },
      'aws_lambda_permission.two': {
        function_name: 'f',
        qualifier: '1',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        statement_id: 'Two',
      },
    }),
  );
  expect(
    [...resourcePolicies].map(([arn, { statements }]) => [arn.slice(8), statements.length, statements[0]?.ref.address]),
  ).toEqual([
    ['lambda:eu-west-1:123456789012:function:f', 1, 'aws_lambda_permission.one'],
    ['s3:::b', 1, 'aws_s3_bucket_policy.b'],
    ['sns:eu-west-1:123456789012:t', 1, 'aws_sns_topic.t'],
    ['sqs:eu-west-1:123456789012:q', 1, 'aws_sqs_queue_policy.q'],
    ['kms:eu-west-1:123456789012:key/⟦k⟧', 1, 'aws_kms_key.k'],
    ['lambda:eu-west-1:123456789012:function:f:1', 1, 'aws_lambda_permission.two'],
  ]);
});

describe('what can not be read is an error', () => {
  const identity = (policy: string) => stackOf({ 'aws_iam_policy.p': { arn: policyArn, policy } });
  test.each<[string, string, RegExp]>([
    [
      'a computed policy',
      '⟦data.aws_iam_policy_document.x.json⟧',
      /test: aws_iam_policy\.p \(constructs\/x\.ts:1\): it is only known after an apply/,
    ],
    ['no JSON', '{', /it is not JSON/],
    ['nothing', '', /it is missing/],
    ['a list', '[]', /must be a JSON object/],
    [
      'an unknown element',
      JSON.stringify({ Version: '2012-10-17', Statements: [] }),
      /"Statements" is no element of a policy/,
    ],
    [
      'a wrong version',
      JSON.stringify({ Version: '2020', Statement: [get] }),
      /Version must be 2012-10-17, found "2020"/,
    ],
    ['no statement', document(), /has no Statement/],
    ['two of one Sid', document(get, get), /Sid "Get" stands twice/],
    [
      'a misspelt element',
      document({ ...get, Actions: 'x' }),
      /statement Get .*"Actions" is no element of a statement/,
    ],
    ['a misspelt effect', document({ ...get, Effect: 'allow' }), /Effect must be Allow or Deny, found "allow"/],
    [
      'a short ARN',
      document({ ...get, Resource: 'arn:aws:s3' }),
      /Resource must be "\*" or an ARN of six parts, found "arn:aws:s3"/,
    ],
    ['a bare name', document({ ...get, Resource: 'b/*' }), /found "b\/\*"/],
    ['no resource', document({ Effect: 'Allow', Action: 's3:GetObject' }), /needs one of Resource and NotResource/],
    ['both actions', document({ ...get, NotAction: 'x:Y' }), /needs one of Action and NotAction/],
    ['a bare action', document({ ...get, Action: 'GetObject' }), /Action must be "service:Name" or "\*"/],
    ['an action that is no text', document({ ...get, Action: [1] }), /Action must be text/],
    ['an empty list', document({ ...get, Action: [] }), /Action is empty/],
    ['a principal', document({ ...get, Principal: '*' }), /identity-based policy has no Principal/],
    ['an unknown operator', document({ ...get, Condition: { Like: { a: 'b' } } }), /"Like" is no condition operator/],
    [
      'a value that is none',
      document({ ...get, Condition: { Bool: { a: { b: 1 } } } }),
      /value must be text, a number or true\/false/,
    ],
  ])('%s', (_, policy, message) => expect(() => readAccess(identity(policy))).toThrow(message));

  test.each<[string, Parameters<typeof stackOf>[0], RegExp]>([
    [
      'a policy of AWS',
      {
        ...readerBlocks(),
        'aws_iam_role_policy_attachment.a': { role: 'reader', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      },
      /the statements of arn:aws:iam::aws:policy\/ReadOnlyAccess are not in this stack/,
    ],
    [
      'a role that is elsewhere',
      { 'aws_iam_role_policy.x': { role: 'other', policy: document(get) } },
      /role other is not in the stack/,
    ],
    [
      'a boundary that is elsewhere',
      {
        'aws_iam_role.r': { ...readerBlocks()['aws_iam_role.reader'], permissions_boundary: 'arn:aws:iam::1:policy/b' },
      },
      /not in this stack/,
    ],
    [
      'a bucket that is elsewhere',
      { 'aws_s3_bucket_policy.b': { bucket: 'b', policy: document(get) } },
      /bucket b is no aws_s3_bucket of the stack/,
    ],
    [
      'a kind of grant that is not read',
      { 'aws_kms_grant.g': {} },
      /aws_kms_grant\.g .* gives access in a way that is not read/,
    ],
    [
      'a resource policy without principal',
      { 'aws_s3_bucket.b': { arn: 'arn:aws:s3:::b', policy: document(get) } },
      /needs one of Principal and NotPrincipal/,
    ],
    [
      'a partial wildcard',
      {
        'aws_s3_bucket.b': {
          arn: 'arn:aws:s3:::b',
          policy: document({ ...get, Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }),
        },
      },
      /must be "\*" or a whole name/,
    ],
    [
      'an unresolved principal type',
      { 'aws_s3_bucket.b': { arn: 'arn:aws:s3:::b', policy: document({ ...get, Principal: { Services: 'x' } }) } },
      /Principal "Services" must be/,
    ],
  ])('%s', (_, blocks, message) => expect(() => readAccess(stackOf(blocks))).toThrow(message));
});
