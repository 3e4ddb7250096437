import { type Json } from '../../../terraform/stack';
import { readAccess } from '../../iam/access';
import { ACCOUNT, document, readerBlocks, roleArn, stackOf } from '../../iam/test-support';
import { compareAccess } from '../../lock/compare';
import { lockedAccess } from '../../lock/locked-access';
import { type Need } from '../../needs/need';
import { type Blocks, type Row } from './row';

const object = 'arn:aws:s3:::b/x';
const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: object };
const reader = roleArn('reader');
const session = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/now`;
const boundaryArn = `arn:aws:iam::${ACCOUNT}:policy/b`;
const needed = (context: Need['context'] = {}): Need => ({
  principal: { kind: 'role', arn: reader },
  action: 's3:GetObject',
  resources: [object],
  context,
});
const bucket = (...statements: Json[]): Blocks => ({
  'aws_s3_bucket.b': { bucket: 'b', arn: 'arn:aws:s3:::b', policy: document(...statements) },
});
const bounded = (...statements: Json[]): Blocks => ({
  'aws_iam_role.reader': { ...readerBlocks()['aws_iam_role.reader'], permissions_boundary: boundaryArn },
  'aws_iam_policy.b': { name: 'b', arn: boundaryArn, policy: document(...statements) },
});
const REFUSED = `insufficient-access: s3:GetObject on ${object} is needed, and an explicit deny refuses it`;
const compared = (before: Blocks, after: Blocks) => () =>
  compareAccess('dev', lockedAccess(readAccess(stackOf(before))), lockedAccess(readAccess(stackOf(after))), []).map(
    ({ direction, words }) => `${direction}: ${words}`,
  );
const deny = { ...get, Effect: 'Deny' };
const tagged = (operator: string) => ({
  ...deny,
  Condition: { [operator]: { 'aws:TagKeys': ['PostDateTime', 'Message', 'Tags'] } },
});

export const decisions: readonly Row[] = [
  {
    name: 'ForAllValues on an empty string holds: a Deny under it',
    told: REFUSED,
    says: (ask) => ask(readerBlocks(get, tagged('ForAllValues:StringLike')), [needed({ 'aws:TagKeys': '' })]),
  },
  {
    name: 'ForAnyValue on an empty string fails: a grant under it',
    told: `insufficient-access: s3:GetObject on ${object} is needed, and no identity-based policy allows it`,
    says: (ask) =>
      ask(readerBlocks({ ...get, Condition: { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['ID'] } } }), [
        needed({ 'aws:TagKeys': '' }),
      ]),
  },
  {
    name: "the bucket denies the role's session",
    told: REFUSED,
    says: (ask) => ask({ ...readerBlocks(get), ...bucket({ ...deny, Principal: { AWS: session } }) }, [needed()]),
  },
  {
    name: 'the bucket denies all but the role, which has a boundary',
    told: REFUSED,
    says: (ask) =>
      ask({ ...readerBlocks(get), ...bounded(get), ...bucket({ ...deny, NotPrincipal: { AWS: [reader, ACCOUNT] } }) }, [
        needed(),
      ]),
  },
  {
    name: 'a Deny of everyone becomes one of nobody: NotPrincipal {AWS: *}',
    told: 'wider: anyone is no longer denied s3:GetObject',
    says: compared(bucket({ ...deny, Principal: '*' }), bucket({ ...deny, NotPrincipal: { AWS: '*' } })),
  },
  {
    name: "a grant to a session's ARN is access of its own",
    told: `wider: ${session} may now s3:GetObject`,
    says: compared(readerBlocks(), { ...readerBlocks(), ...bucket({ ...get, Principal: { AWS: session } }) }),
  },
  {
    name: 'a grant to the role does not go beyond its boundary',
    told: `insufficient-access: s3:GetObject on ${object} is needed, and no permissions boundary allows it`,
    says: (ask) =>
      ask(
        {
          ...readerBlocks(),
          ...bounded({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }),
          ...bucket({ ...get, Principal: { AWS: reader } }),
        },
        [needed()],
      ),
  },
  {
    name: "a trust policy's NotPrincipal",
    told: "a role's trust policy has no NotPrincipal",
    says: (ask) =>
      ask({
        'aws_iam_role.reader': {
          ...readerBlocks()['aws_iam_role.reader'],
          assume_role_policy: document({ Effect: 'Deny', NotPrincipal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }),
        },
      }),
  },
];
