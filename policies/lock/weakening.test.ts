import { type Json } from '../../terraform/stack';
import { readAccess } from '../iam/access';
import { document, readerBlocks, roleArn, stackOf } from '../iam/test-support';
import { type LockedAccess, lockedAccess } from './locked-access';
import { weakenings } from './weakening';

type Blocks = Parameters<typeof stackOf>[0];
const settings = { environment: 'dev', application: 'blog', region: 'eu-west-1' };
const lock = (blocks: Blocks, own = settings): LockedAccess => ({
  ...lockedAccess(readAccess(stackOf(blocks))),
  settings: own,
});
const classes = (before: Blocks, after: Blocks, own = settings): string[] => [
  ...new Set(weakenings({ dev: lock(before) }, { dev: lock(after, own) }, []).map(({ weakens }) => weakens)),
];

const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::dev-blog/*' };
const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::1:role/dev-blog-a' };
const deny = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::dev-blog/secret/*' };
const only = (value: string) => ({ Condition: { StringEquals: { 'aws:ResourceAccount': value } } });
const trusting = (service: string, more: Record<string, Json> = {}): Blocks => ({
  'aws_iam_role.reader': {
    name: 'reader',
    arn: roleArn('reader'),
    assume_role_policy: document({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: service },
      ...more,
    }),
  },
});
const bounded = (statement: Json): Blocks => ({
  'aws_iam_role.reader': {
    ...readerBlocks(get)['aws_iam_role.reader'],
    permissions_boundary: 'arn:aws:iam::1:policy/b',
  },
  'aws_iam_policy.b': { arn: 'arn:aws:iam::1:policy/b', policy: document(statement) },
});

test.each<[string, Blocks, Blocks, string[]]>([
  [
    'a boundary that lets more through',
    bounded(get),
    bounded({ ...get, Action: ['s3:GetObject', 's3:PutObject'] }),
    ['boundary-weakened'],
  ],
  [
    'a boundary that is lifted',
    bounded(get),
    { ...readerBlocks(get), 'aws_iam_policy.b': bounded(get)['aws_iam_policy.b'] ?? {} },
    // None lets every role be passed.
    ['boundary-weakened', 'pass-role-widened'],
  ],
  ['a Deny that went', readerBlocks(get, deny), readerBlocks(get), ['deny-narrowed']],
  [
    'a Deny that denies less',
    readerBlocks(get, deny),
    readerBlocks(get, { ...deny, Action: 's3:Get*' }),
    ['deny-narrowed'],
  ],
  ['another principal trusted', trusting('lambda.amazonaws.com'), trusting('ec2.amazonaws.com'), ['trust-widened']],
  [
    'a trust without its condition',
    trusting('lambda.amazonaws.com', only('1')),
    trusting('lambda.amazonaws.com'),
    ['trust-widened', 'condition-dropped'],
  ],
  ['a condition that went', readerBlocks({ ...get, ...only('1') }), readerBlocks(get), ['condition-dropped']],
  [
    'a condition on another value',
    readerBlocks({ ...get, ...only('1') }),
    readerBlocks({ ...get, ...only('2') }),
    ['condition-dropped'],
  ],
  [
    'a condition that takes any value',
    readerBlocks({ ...get, Condition: { StringLike: { 's3:prefix': 'x' } } }),
    readerBlocks({ ...get, Condition: { StringLike: { 's3:prefix': ['x', 'y*'] } } }),
    ['condition-dropped'],
  ],
  [
    'a condition that takes one value more',
    readerBlocks({ ...get, ...only('1') }),
    readerBlocks({ ...get, Condition: { StringEquals: { 'aws:ResourceAccount': ['1', '2'] } } }),
    [],
  ],
  ['another role passed', readerBlocks(pass), readerBlocks({ ...pass, Resource: '*' }), ['pass-role-widened']],
  [
    'a role passed, by a wildcard',
    readerBlocks(get),
    readerBlocks(get, { ...pass, Action: 'iam:Pass*' }),
    ['pass-role-widened'],
  ],
  [
    'a role passed, by all but another action',
    readerBlocks(get),
    readerBlocks(get, { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }),
    ['pass-role-widened'],
  ],
  ['a new role that may pass one', {}, readerBlocks(pass), ['pass-role-widened']],
  ['a new role', {}, readerBlocks(get), []],
  ['an action more', readerBlocks(get), readerBlocks({ ...get, Action: ['s3:GetObject', 's3:PutObject'] }), []],
  ['less of everything', readerBlocks(get, pass), readerBlocks({ ...get, ...only('1') }, deny), []],
])('%s', (_, before, after, expected) => expect(classes(before, after)).toEqual(expected));

test('another application, environment or region is none', () => {
  const blocks = (name: string): Blocks =>
    readerBlocks(
      { ...get, Resource: `arn:aws:s3:::${name}/*`, ...only('1') },
      { ...pass, Resource: `arn:aws:iam::1:role/${name}-a` },
    );
  expect(
    classes(blocks('dev-blog'), blocks('test-shop'), { environment: 'test', application: 'shop', region: 'us-east-1' }),
  ).toEqual([]);
  expect(classes(blocks('dev-blog'), blocks('test-shop'))).toEqual(['pass-role-widened']);
});

test('an environment that the lock has not is none', () =>
  expect(weakenings({}, { dev: lock(readerBlocks(pass)) }, [])).toEqual([]));
