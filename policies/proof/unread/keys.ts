import { type Json } from '../../../terraform/stack';
import { ACCOUNT, document, readerBlocks, roleArn } from '../../iam/test-support';
import { type Need } from '../../needs/need';
import { type Ask, type Row } from './row';

type Condition = Record<string, Record<string, Json>>;

/** A Deny under each that is met by every request of the role, or by some that nobody can tell from others. */
const conditions: readonly (readonly [key: string, Condition])[] = [
  ['aws:EpochTime', { NumericGreaterThan: { 'aws:EpochTime': '1767225600' } }],
  ['aws:CurrentTime', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }],
  ['aws:userid', { StringLike: { 'aws:userid': 'AROA*' } }],
  ['aws:PrincipalType', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }],
  ['aws:TokenIssueTime', { DateLessThan: { 'aws:TokenIssueTime': '2036-01-01T00:00:00Z' } }],
  ['aws:SourceIp', { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }],
  ['s3:TlsVersion', { NumericLessThan: { 's3:TlsVersion': '1.3' } }],
  ['s3:signatureversion', { StringEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } }],
  ['aws:UserAgent', { StringLike: { 'aws:UserAgent': 'aws-sdk-js*' } }],
  ['aws:PrincipalOrgID', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-aaaaaaaaaa' } }],
  ['aws:PrincipalTag', { StringNotEquals: { 'aws:PrincipalTag/team': 'data' } }],
  ['aws:ResourceTag', { StringNotEquals: { 'aws:ResourceTag/team': 'data' } }],
  ['aws:SourceVpce', { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } }],
  ['aws:MultiFactorAuthPresent', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }],
  ['a key that AWS has not told us of', { StringNotEquals: { 's3:NewKey': 'x' } }],
];

const object = 'arn:aws:s3:::b/x';
const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: object };
const needed: Need = {
  principal: { kind: 'role', arn: roleArn('reader') },
  action: 's3:GetObject',
  resources: [object],
};
const deny = (Condition: Condition) => ({ Effect: 'Deny', Action: 's3:*', Resource: '*', Condition });
const REFUSED = `insufficient-access: s3:GetObject on ${object} is needed, and an explicit deny refuses it`;

const bucket = (Condition: Condition) => ({
  'aws_s3_bucket.b': { bucket: 'b', arn: 'arn:aws:s3:::b', policy: document({ ...deny(Condition), Principal: '*' }) },
});
const boundary = (Condition: Condition) => {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/b`;
  return {
    'aws_iam_role.reader': { ...readerBlocks()['aws_iam_role.reader'], permissions_boundary: arn },
    'aws_iam_policy.b': { name: 'b', arn, policy: document(get, deny(Condition)) },
  };
};
const trust = (Condition: Condition) => ({
  'aws_iam_role.reader': {
    ...readerBlocks()['aws_iam_role.reader'],
    assume_role_policy: document(
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole', Condition },
    ),
  },
});
const assumed: Need = {
  principal: { kind: 'service', service: 'lambda.amazonaws.com' },
  action: 'sts:AssumeRole',
  resources: [roleArn('reader')],
};

export const keys: readonly Row[] = conditions.flatMap(([key, condition]): Row[] => [
  {
    name: `a role's Deny on ${key}`,
    told: REFUSED,
    says: (ask) => ask(readerBlocks(get, deny(condition)), [needed]),
  },
  {
    name: `a bucket's Deny on ${key}`,
    told: REFUSED,
    says: (ask) => ask({ ...readerBlocks(get), ...bucket(condition) }, [needed]),
  },
  {
    name: `a boundary's Deny on ${key}`,
    told: REFUSED,
    says: (ask) => ask({ ...readerBlocks(get), ...boundary(condition) }, [needed]),
  },
  ...(/^(s3:|aws:(ResourceTag|PrincipalType|userid|TokenIssueTime))|^a key/.test(key)
    ? []
    : [
        {
          name: `a trust policy's Deny on ${key}`,
          told: `insufficient-access: sts:AssumeRole on ${roleArn('reader')} is needed, and an explicit deny refuses it`,
          says: (ask: Ask) => ask({ ...readerBlocks(get), ...trust(condition) }, [needed, assumed]),
        },
      ]),
  {
    name: `a grant under a condition on ${key}, which may fail`,
    told: `insufficient-access: s3:GetObject on ${object} is needed, and no identity-based policy allows it`,
    says: (ask) => ask(readerBlocks({ ...get, Condition: opposite(condition) }), [needed]),
  },
]);

/** A condition that is met when the other is not, more or less: in any case one that nobody can tell of. */
function opposite(condition: Condition): Condition {
  const swap: Record<string, string> = {
    NumericGreaterThan: 'NumericLessThanEquals',
    NumericLessThan: 'NumericGreaterThanEquals',
    DateGreaterThan: 'DateLessThanEquals',
    DateLessThan: 'DateGreaterThanEquals',
    StringLike: 'StringNotLike',
    StringEquals: 'StringNotEquals',
    StringNotEquals: 'StringEquals',
    NotIpAddress: 'IpAddress',
    BoolIfExists: 'Bool',
  };
  return Object.fromEntries(Object.entries(condition).map(([operator, of]) => [swap[operator] ?? operator, of]));
}
