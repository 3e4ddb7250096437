import fc from '../../scripts/jest/properties';
import { type Json } from '../../terraform/stack';
import { readAccess } from './access';
import { assumeRole, authorize, type Because, type Principal } from './authorize';
import { ACCOUNT, document, readerBlocks, roleArn, stackOf } from './test-support';

const reader: Principal = { kind: 'role', arn: roleArn('reader') };
const events: Principal = { kind: 'service', service: 'events.amazonaws.com' };
const root: Principal = { kind: 'root', accountId: ACCOUNT };
const object = 'arn:aws:s3:::b/events/x';
const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/events/*' };
const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/⟦aws_kms_key.k.key_id⟧`;

interface Case {
  identity?: Json[];
  bucket?: Json[];
  boundary?: Json[];
  key?: Json[];
  principal?: Principal;
  action?: string;
  resource?: string;
  context?: Record<string, string | string[]>;
}

function decide({ identity = [], bucket, boundary, key: keyPolicy, ...request }: Case): Because {
  const blocks = readerBlocks(...identity);
  const access = readAccess(
    stackOf({
      ...blocks,
      'aws_s3_bucket.b': { bucket: 'b', arn: 'arn:aws:s3:::b', ...(bucket ? { policy: document(...bucket) } : {}) },
      'aws_kms_key.k': { arn: key, ...(keyPolicy ? { policy: document(...keyPolicy) } : {}) },
      ...(boundary
        ? {
            'aws_iam_role.reader': {
              ...blocks['aws_iam_role.reader'],
              permissions_boundary: 'arn:aws:iam::1:policy/b',
            },
            'aws_iam_policy.b': { arn: 'arn:aws:iam::1:policy/b', policy: document(...boundary) },
          }
        : {}),
    }),
  );
  return authorize(access, { principal: reader, action: 's3:GetObject', resource: object, ...request }).because;
}

const toRole = { ...get, Principal: { AWS: roleArn('reader') } };
const toAccount = { ...get, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
const denyPlain = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const useKey = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: key };
const decrypt = { action: 'kms:Decrypt', resource: key };
const ofRoot = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };

test.each<[string, Case, Because]>([
  ['nothing granted', {}, 'no identity-based policy allows'],
  ['granted to the role', { identity: [get] }, 'allowed'],
  ['actions are compared without case', { identity: [get], action: 'S3:getobject' }, 'allowed'],
  [
    'ARNs are compared with case',
    { identity: [get], resource: 'arn:aws:s3:::b/Events/x' },
    'no identity-based policy allows',
  ],
  ['another action', { identity: [get], action: 's3:PutObject' }, 'no identity-based policy allows'],
  ['another prefix', { identity: [get], resource: 'arn:aws:s3:::b/x' }, 'no identity-based policy allows'],
  [
    'all of the bucket asked, a prefix granted',
    { identity: [get], resource: 'arn:aws:s3:::b/*' },
    'no identity-based policy allows',
  ],
  ['NotAction', { identity: [{ Effect: 'Allow', NotAction: 's3:Put*', Resource: get.Resource }] }, 'allowed'],
  [
    'NotAction, excluded',
    { identity: [{ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }] },
    'no identity-based policy allows',
  ],
  [
    'NotResource',
    { identity: [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::other/*' }] },
    'allowed',
  ],
  [
    'NotResource, excluded',
    { identity: [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::b/*' }] },
    'no identity-based policy allows',
  ],
  ['a Deny wins', { identity: [get, { Effect: 'Deny', Action: '*', Resource: '*' }] }, 'explicit deny'],
  ['a Deny of something else', { identity: [get, { Effect: 'Deny', Action: 's3:Put*', Resource: '*' }] }, 'allowed'],
  [
    'a condition that holds',
    { identity: [{ ...get, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }] },
    'allowed',
  ],
  [
    'a condition that fails',
    { identity: [{ ...get, Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }] },
    'no identity-based policy allows',
  ],
  [
    'every condition must hold',
    { identity: [{ ...get, Condition: { Bool: { 'aws:SecureTransport': true }, StringEquals: { a: 'b' } } }] },
    'no identity-based policy allows',
  ],
  [
    'a variable in a resource',
    {
      identity: [{ ...get, Resource: 'arn:aws:s3:::b/${aws:PrincipalAccount}/*' }],
      resource: `arn:aws:s3:::b/${ACCOUNT}/x`,
    },
    'allowed',
  ],

  ['granted by the bucket to the role', { bucket: [toRole] }, 'allowed'],
  ['granted by the bucket to the account', { bucket: [toAccount] }, 'no identity-based policy allows'],
  ['granted by the bucket to anyone', { bucket: [{ ...get, Principal: { AWS: '*' } }] }, 'allowed'],
  [
    'granted by the bucket to another role',
    { bucket: [{ ...get, Principal: { AWS: roleArn('x') } }] },
    'no identity-based policy allows',
  ],
  ['denied by the bucket', { identity: [get], bucket: [{ ...denyPlain, Condition: {} }] }, 'explicit deny'],
  [
    'denied by the bucket to the account',
    { identity: [get], bucket: [{ ...toAccount, Effect: 'Deny' }] },
    'explicit deny',
  ],
  ['TLS asked for and had', { identity: [get], bucket: [denyPlain] }, 'allowed'],
  [
    'TLS asked for and not had',
    { identity: [get], bucket: [denyPlain], context: { 'aws:SecureTransport': 'false' } },
    'explicit deny',
  ],
  [
    'spared by NotPrincipal',
    {
      identity: [get],
      bucket: [{ Effect: 'Deny', Action: 's3:*', Resource: '*', NotPrincipal: { AWS: [roleArn('reader'), ACCOUNT] } }],
    },
    'allowed',
  ],
  [
    'NotPrincipal without the account',
    {
      identity: [get],
      bucket: [{ Effect: 'Deny', Action: 's3:*', Resource: '*', NotPrincipal: { AWS: roleArn('reader') } }],
    },
    'explicit deny',
  ],
  [
    'hit by NotPrincipal',
    {
      identity: [get],
      bucket: [{ Effect: 'Deny', Action: 's3:*', Resource: '*', NotPrincipal: { AWS: roleArn('x') } }],
    },
    'explicit deny',
  ],

  [
    'within the boundary',
    { identity: [get], boundary: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
    'allowed',
  ],
  [
    'beyond the boundary',
    { identity: [get], boundary: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }] },
    'no permissions boundary allows',
  ],
  [
    'the boundary alone grants nothing',
    { boundary: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
    'no identity-based policy allows',
  ],
  [
    'the boundary denies',
    { identity: [get], boundary: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
    'explicit deny',
  ],
  [
    'the boundary limits what the bucket grants',
    { bucket: [toRole], boundary: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }] },
    'no permissions boundary allows',
  ],

  [
    'a service, granted',
    { principal: events, bucket: [{ ...get, Principal: { Service: 'events.amazonaws.com' } }] },
    'allowed',
  ],
  ['a service, not granted', { principal: events, bucket: [denyPlain] }, 'no resource-based policy allows'],
  [
    'another service',
    { principal: events, bucket: [{ ...get, Principal: { Service: 'sns.amazonaws.com' } }] },
    'no resource-based policy allows',
  ],
  [
    'a service for the right source',
    {
      principal: events,
      context: { 'aws:SourceArn': 'arn:aws:events:r:1:rule/r' },
      bucket: [
        {
          ...get,
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:r:1:rule/r' } },
        },
      ],
    },
    'allowed',
  ],
  [
    'a service for another source',
    {
      principal: events,
      context: { 'aws:SourceArn': 'arn:aws:events:r:1:rule/x' },
      bucket: [
        {
          ...get,
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:r:1:rule/r' } },
        },
      ],
    },
    'no resource-based policy allows',
  ],

  ['an administrator', { principal: root }, 'allowed'],
  ['an administrator, denied', { principal: root, bucket: [{ ...denyPlain, Condition: {} }] }, 'explicit deny'],

  ['a key that leaves it to IAM, granted', { ...decrypt, identity: [useKey], key: [ofRoot] }, 'allowed'],
  ['a key that leaves it to IAM, not granted', { ...decrypt, key: [ofRoot] }, 'no identity-based policy allows'],
  ['a key without policy leaves it to IAM', { ...decrypt, identity: [useKey] }, 'allowed'],
  [
    'a key that does not',
    { ...decrypt, identity: [useKey], key: [{ ...ofRoot, Action: 'kms:Describe*' }] },
    'no resource-based policy allows',
  ],
  [
    'a key that grants to the role',
    { ...decrypt, key: [{ ...ofRoot, Principal: { AWS: roleArn('reader') } }] },
    'allowed',
  ],
  [
    'a key for a service only',
    {
      ...decrypt,
      identity: [useKey],
      key: [{ ...ofRoot, Condition: { StringEquals: { 'kms:ViaService': 'sns.eu-west-1.amazonaws.com' } } }],
    },
    'no resource-based policy allows',
  ],
  [
    'another, unknown key',
    { ...decrypt, resource: key.replace('.k.', '.other.'), identity: [useKey] },
    'no identity-based policy allows',
  ],
  [
    'an administrator of a key that shuts him out',
    { ...decrypt, principal: root, key: [{ ...ofRoot, Principal: { AWS: roleArn('reader') } }] },
    'no resource-based policy allows',
  ],

  [
    'an action without resource',
    {
      action: 'logs:CreateLogDelivery',
      resource: '*',
      identity: [{ Effect: 'Allow', Action: 'logs:CreateLogDelivery', Resource: '*' }],
    },
    'allowed',
  ],
  [
    'an action without resource, granted on one',
    {
      action: 'logs:CreateLogDelivery',
      resource: '*',
      identity: [{ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:*' }],
    },
    'no identity-based policy allows',
  ],
  [
    "another account's resource",
    {
      action: 'sns:Publish',
      resource: 'arn:aws:sns:eu-west-1:999999999999:t',
      identity: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }],
    },
    'no resource-based policy allows',
  ],
])('%s', (_, given, expected) => expect(decide(given)).toBe(expected));

test('glue asks the table and its ancestors, each on its own', () => {
  const table = `arn:aws:glue:eu-west-1:${ACCOUNT}:table/d/t`;
  const identity = [{ Effect: 'Allow', Action: 'glue:GetTable', Resource: table }];
  expect(decide({ identity, action: 'glue:GetTable', resource: table })).toBe('allowed');
  expect(decide({ identity, action: 'glue:GetTable', resource: `arn:aws:glue:eu-west-1:${ACCOUNT}:catalog` })).toBe(
    'no identity-based policy allows',
  );
});

test('a verdict says which statement decided and where it is written', () => {
  const access = readAccess(stackOf(readerBlocks({ ...get, Sid: 'ReadEvents' })));
  const ask = (resource: string) => authorize(access, { principal: reader, action: 's3:GetObject', resource });
  expect(ask(object)).toEqual({
    allowed: true,
    because: 'allowed',
    statement: { address: 'aws_iam_role_policy.reader', index: 0, sid: 'ReadEvents' },
    where: { file: 'constructs/x.ts', line: 2 },
  });
  expect(ask('arn:aws:s3:::other/x')).toEqual({
    allowed: false,
    because: 'no identity-based policy allows',
    where: { file: 'constructs/x.ts', line: 2 },
  });
});

test('a user has what the managed policies grant that he holds', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/producer`;
  const put = {
    Effect: 'Allow',
    Action: 'firehose:PutRecord',
    Resource: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/s',
  };
  const access = readAccess(stackOf({ 'aws_iam_policy.p': { arn, policy: document(put) } }));
  const principal: Principal = { kind: 'identity', arn: `arn:aws:iam::${ACCOUNT}:user/app`, policyArns: [arn] };
  expect(authorize(access, { principal, action: put.Action, resource: put.Resource }).allowed).toBe(true);
  expect(
    authorize(access, { principal, action: 'firehose:DeleteDeliveryStream', resource: put.Resource }).allowed,
  ).toBe(false);
});

test('an unknown principal is an error, not a refusal', () => {
  const access = readAccess(stackOf({}));
  const request = { action: 's3:GetObject', resource: object };
  expect(() => authorize(access, { ...request, principal: reader })).toThrow(/is not in the stack/);
  expect(() => authorize(access, { ...request, principal: { kind: 'identity', arn: 'a', policyArns: ['x'] } })).toThrow(
    /Policy x of a/,
  );
});

test('a trust policy decides who may assume a role', () => {
  const trust = document({
    Effect: 'Allow',
    Principal: { Service: 'states.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  });
  const access = readAccess(stackOf({ 'aws_iam_role.m': { name: 'm', arn: roleArn('m'), assume_role_policy: trust } }));
  const assume = (service: string, account: string) =>
    assumeRole(access, roleArn('m'), service, { 'aws:SourceAccount': account });
  expect(assume('states.amazonaws.com', ACCOUNT).allowed).toBe(true);
  expect(assume('lambda.amazonaws.com', ACCOUNT).allowed).toBe(false);
  expect(assume('states.amazonaws.com', '999999999999')).toEqual({
    allowed: false,
    because: 'no resource-based policy allows',
    where: { file: 'constructs/x.ts', line: 1 },
  });
});

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.constantFrom('s3:*', 's3:Get*', 's3:GetObject', 's3:PutObject', '*'),
  Resource: fc.constantFrom('*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/events/*', 'arn:aws:s3:::c/*'),
});

test('adding an Allow never takes access away, adding a Deny never gives any, and order is nothing', () => {
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), statement, (statements, one) => {
      const before = decide({ identity: statements }) === 'allowed';
      const after = decide({ identity: [...statements, one] }) === 'allowed';
      expect(one.Effect === 'Allow' ? !before || after : before || !after).toBe(true);
      expect(decide({ identity: [...statements].reverse() }) === 'allowed').toBe(before);
    }),
    { numRuns: 300 },
  );
});
