import { type Json } from '../../terraform/stack';
import { readAccess } from '../iam/access';
import { document, readerBlocks, roleArn, stackOf } from '../iam/test-support';
import { compareAccess } from './compare';
import { lockedAccess } from './locked-access';

type Blocks = Parameters<typeof stackOf>[0];
const KNOWN = ['s3:GetObject', 's3:PutObject', 's3:GetObjectTagging', 'sns:Publish', 'sts:AssumeRole'];
const lock = (blocks: Blocks) => lockedAccess(readAccess(stackOf(blocks)));
const compare = (before: Blocks, after: Blocks): string[] =>
  compareAccess('dev', lock(before), lock(after), KNOWN).map(({ direction, words }) => `${direction}: ${words}`);

const get = { Sid: 'Get', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/events/*' };
const put = { Sid: 'Put', Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/events/*' };
const deny = { Sid: 'No', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::b/events/secret/*' };
const when = (value: string) => ({ Condition: { StringEquals: { 'aws:RequestedRegion': value } } });
const trusting = (statement: Record<string, Json>): Blocks => ({
  'aws_iam_role.reader': {
    name: 'reader',
    arn: roleArn('reader'),
    assume_role_policy: document({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }),
  },
});
const lambda = { Principal: { Service: 'lambda.amazonaws.com' } };
const topic = (...statements: Json[]): Blocks => ({
  'aws_sns_topic.t': { arn: 'arn:aws:sns:eu-west-1:123456789012:t', policy: document(...statements) },
});
const publish = {
  Sid: 'P',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: '*',
};
const tls = {
  Sid: 'T',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

test.each<[string, Blocks, Blocks, (string | RegExp)[]]>([
  ['nothing changed', readerBlocks(get), readerBlocks({ ...get, Sid: 'Renamed' }), []],
  [
    'two statements made one',
    readerBlocks(get, put),
    readerBlocks({ ...get, Action: ['s3:PutObject', 's3:GetObject'] }),
    [],
  ],
  [
    'one action written twice over',
    readerBlocks(get),
    readerBlocks(get, { ...get, Sid: 'B', Resource: 'arn:aws:s3:::b/events/x/*' }),
    ['same: role reader has the same access, written differently'],
  ],
  [
    'an action more',
    readerBlocks(get),
    readerBlocks(get, put),
    [/^wider: role reader may now s3:PutObject on arn:aws:s3:::b\/events\//],
  ],
  [
    'an action less',
    readerBlocks(get, put),
    readerBlocks(get),
    [/^narrower: role reader may no longer s3:PutObject on arn/],
  ],
  [
    'a wildcard in an action',
    readerBlocks(get),
    readerBlocks({ ...get, Action: 's3:GetObject*' }),
    [/^wider: role reader may now s3:GetObjectTagging on/],
  ],
  [
    'a wider prefix',
    readerBlocks(get),
    readerBlocks({ ...get, Resource: 'arn:aws:s3:::b/*' }),
    [/^wider: role reader may now s3:GetObject on arn:aws:s3:::b\/(?!events\/)/],
  ],
  [
    'a condition dropped',
    readerBlocks({ ...get, ...when('eu-west-1') }),
    readerBlocks(get),
    [/^wider: role reader may now s3:GetObject on/],
  ],
  [
    'a condition changed',
    readerBlocks({ ...get, ...when('eu-west-1') }),
    readerBlocks({ ...get, ...when('us-east-1') }),
    [
      /^wider: .* with aws:requestedregion = "us-east-1", no longer only if \S+ StringEquals eu-west-1, but us-east-1$/i,
    ],
  ],
  [
    'a value more',
    readerBlocks({ ...get, ...when('eu-west-1') }),
    readerBlocks({ ...get, Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } } }),
    [/^wider: .*, also if aws:requestedregion StringEquals us-east-1$/],
  ],
  [
    'a condition added',
    readerBlocks(get),
    readerBlocks({ ...get, ...when('eu-west-1') }),
    [/^narrower: role reader may no longer s3:GetObject/],
  ],
  [
    'a Deny dropped',
    readerBlocks(get, deny),
    readerBlocks(get),
    [
      /^wider: role reader may now s3:GetObject on arn:aws:s3:::b\/events\/secret\//,
      /^wider: role reader is no longer denied s3:GetObject on arn:aws:s3:::b\/events\/secret\//,
    ],
  ],
  [
    'two conditions dropped, each told',
    readerBlocks({
      ...get,
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'aws:PrincipalTag/a': 'b' } },
    }),
    readerBlocks(get),
    [
      /no longer only if aws:principaltag\/a StringEquals b, no longer only if aws:requestedregion StringEquals eu-west-1$/,
    ],
  ],
  [
    'a condition dropped from a statement that becomes one with another',
    readerBlocks({ ...get, ...when('eu-west-1') }, put),
    readerBlocks({ ...get, Action: ['s3:PutObject', 's3:GetObject'] }),
    [/^wider: role reader may now s3:GetObject on .*, no longer only if aws:requestedregion StringEquals eu-west-1$/],
  ],
  [
    'two statements wider, each told',
    readerBlocks(get, put),
    readerBlocks({ ...get, Resource: 'arn:aws:s3:::b/*' }, { ...put, Resource: 'arn:aws:s3:::c/*' }),
    [
      /^wider: role reader may now s3:GetObject on arn:aws:s3:::b\//,
      /^wider: role reader may now s3:PutObject on arn:aws:s3:::c\//,
    ],
  ],
  [
    'three actions more in one statement, told as one',
    readerBlocks(get),
    readerBlocks({ ...get, Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectTagging'] }),
    [/^wider: role reader may now s3:DeleteObject on .*, and 2 more actions of that statement$/],
  ],
  [
    'two Denies dropped, each told',
    readerBlocks(get, deny, { ...deny, Sid: 'Also', Resource: 'arn:aws:s3:::b/other/*' }),
    readerBlocks(get),
    [
      /^wider: role reader may now s3:GetObject/,
      /^wider: role reader is no longer denied .*b\/events\/secret\//,
      /^wider: role reader is no longer denied .*b\/other\//,
    ],
  ],
  [
    'a Deny of nothing that is allowed here, dropped',
    readerBlocks({ ...deny, Action: 'sns:*', Resource: '*' }),
    readerBlocks(),
    [/^wider: role reader is no longer denied/],
  ],
  ['a Deny added', readerBlocks(get), readerBlocks(get, deny), [/^narrower: role reader may no longer s3:GetObject/]],
  [
    'a new role',
    {},
    readerBlocks(get),
    [
      /^wider: role reader may now s3:GetObject/,
      /^wider: lambda\.amazonaws\.com may now sts:AssumeRole on role reader/,
    ],
  ],
  ['a role that went', readerBlocks(get), {}, [/^narrower: role reader may no longer/, /^narrower: lambda/]],
  [
    'trusted by another service',
    trusting(lambda),
    trusting({ Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] } }),
    ['wider: states.amazonaws.com may now sts:AssumeRole on role reader'],
  ],
  [
    'trusted by anyone',
    trusting(lambda),
    trusting({ Principal: '*' }),
    expect.arrayContaining([expect.stringMatching(/^wider: anyone may now sts:AssumeRole/)]) as never,
  ],
  [
    'a trust condition dropped',
    trusting({ ...lambda, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }),
    trusting(lambda),
    [/^wider: lambda\.amazonaws\.com may now sts:AssumeRole on role reader/],
  ],
  [
    'a resource opened',
    topic(publish),
    topic({ ...publish, Principal: '*' }),
    expect.arrayContaining([expect.stringMatching(/^wider: anyone may now sns:Publish/)]) as never,
  ],
  [
    'a Deny on a resource dropped',
    topic(publish, tls),
    topic(publish),
    expect.arrayContaining([expect.stringMatching(/^wider: anyone is no longer denied sns:Publish/)]) as never,
  ],
  [
    'an opaque key for another',
    readerBlocks({ ...get, Resource: 'arn:aws:s3:::⟦a⟧/*' }),
    readerBlocks({ ...get, Resource: 'arn:aws:s3:::⟦b⟧/*' }),
    ['wider: role reader may now s3:GetObject on arn:aws:s3:::⟦b⟧/'],
  ],
])('%s', (_, before, after, expected) => {
  const found = compare(before, after);
  if (!Array.isArray(expected)) expect(found).toEqual(expected);
  else expect(found).toEqual(expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))));
});

test('a boundary that is lifted widens, one that is set narrows', () => {
  const bound = (statement: Json): Blocks => ({
    'aws_iam_policy.b': { arn: 'arn:aws:iam::1:policy/b', policy: document(statement) },
  });
  const within = { ...readerBlocks(get)['aws_iam_role.reader'], permissions_boundary: 'arn:aws:iam::1:policy/b' };
  const without = { ...readerBlocks(get), ...bound(get) };
  const bounded = { ...without, 'aws_iam_role.reader': within };
  expect(compare(bounded, without)).toEqual([expect.stringMatching(/^wider: the boundary of role reader may now/)]);
  expect(compare(without, bounded)).toEqual([expect.stringMatching(/^narrower: the boundary of role reader/)]);
});

test('a boundary that grows is told once, however many are within it', () => {
  const bounded = (statement: Json): Blocks => {
    const within = { ...readerBlocks(get)['aws_iam_role.reader'], permissions_boundary: 'arn:aws:iam::1:policy/b' };
    return {
      'aws_iam_role.reader': within,
      'aws_iam_role.other': { ...within, name: 'other', arn: 'arn:aws:iam::1:role/other' },
      'aws_iam_policy.b': { arn: 'arn:aws:iam::1:policy/b', policy: document(statement) },
    };
  };
  const more = { ...get, Action: ['s3:GetObject', 's3:PutObject'] };
  expect(compare(bounded(get), bounded(more))).toEqual([
    expect.stringMatching(/^wider: whoever is within the boundary b may now s3:PutObject/),
    expect.stringMatching(/^wider: whoever holds the policy b may now s3:PutObject/),
  ]);
  expect(compare(bounded(more), bounded(get))[0]).toMatch(/^narrower: whoever is within the boundary b may no longer/);
});
