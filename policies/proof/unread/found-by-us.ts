import { type Json } from '../../../terraform/stack';
import { ACCOUNT, document, readerBlocks, roleArn } from '../../iam/test-support';
import { type Need } from '../../needs/need';
import { type Row } from './row';

const object = 'arn:aws:s3:::b/x';
const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: object };
const deny = (more: Record<string, Json>) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });
const reader = { kind: 'role', arn: roleArn('reader') } as const;
const need = (more: Partial<Need> = {}): Need => ({
  principal: reader,
  action: 's3:GetObject',
  resources: [object],
  ...more,
});
const refused = (action = 's3:GetObject', resource = object, via = '') =>
  `insufficient-access: ${action} on ${resource} is needed${via && ` by way of ${via}`}, and an explicit deny refuses it`;
const trust = (statement: Record<string, Json>) => ({
  'aws_iam_role.reader': {
    ...readerBlocks()['aws_iam_role.reader'],
    assume_role_policy: document({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }),
  },
});

/** Kinds that the issue does not name. */
export const foundByUs: readonly Row[] = [
  {
    name: 'a Deny of calls that no service makes, of one that a service makes with its own role: it is none on behalf',
    told: refused('s3:GetObject', object, 'firehose.amazonaws.com'),
    says: (ask) =>
      ask(readerBlocks(get, deny({ Condition: { Bool: { 'aws:ViaAWSService': 'false' } } })), [
        need({ via: 'firehose.amazonaws.com' }),
      ]),
  },
  {
    name: 'a Deny of calls on behalf, which Athena makes',
    told: refused('s3:GetObject', object, 'athena.amazonaws.com'),
    says: (ask) =>
      ask(readerBlocks(get, deny({ Condition: { Bool: { 'aws:ViaAWSService': 'true' } } })), [
        need({ via: 'athena.amazonaws.com' }),
      ]),
  },
  {
    name: 'a Deny of calls on behalf, of Glue, which does not say whether it is one',
    told: refused('glue:GetTable', '*', 'athena.amazonaws.com'),
    says: (ask) =>
      ask(
        readerBlocks(
          { Effect: 'Allow', Action: 'glue:GetTable', Resource: '*' },
          deny({ Condition: { Bool: { 'aws:ViaAWSService': 'false' } } }),
        ),
        [need({ action: 'glue:GetTable', resources: ['*'], via: 'athena.amazonaws.com' })],
      ),
  },
  {
    name: 'a Deny outside of the region, of IAM, which is in us-east-1',
    told: refused('iam:GetRole', roleArn('x')),
    says: (ask) =>
      ask(
        readerBlocks(
          { Effect: 'Allow', Action: 'iam:GetRole', Resource: roleArn('x') },
          deny({ Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
        ),
        [need({ action: 'iam:GetRole', resources: [roleArn('x')] })],
      ),
  },
  {
    name: 'a Deny on a resource by a variable whose value nobody knows',
    told: refused(),
    says: (ask) => ask(readerBlocks(get, deny({ Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}' })), [need()]),
  },
  {
    name: 'a Deny of all but a resource by such a variable',
    told: refused(),
    says: (ask) =>
      ask(
        readerBlocks(get, {
          Effect: 'Deny',
          Action: '*',
          NotResource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}',
        }),
        [need()],
      ),
  },
  {
    name: 'a grant to a role by such a variable',
    told: `insufficient-access: s3:GetObject on ${object} is needed, and no identity-based policy allows it`,
    says: (ask) => ask(readerBlocks({ ...get, Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}' }), [need()]),
  },
  {
    name: 'a Deny unless a key is there that every request has',
    told: 'void-deny: it denies nothing: every request has aws:currenttime',
    says: (ask) => ask(readerBlocks(get, deny({ Condition: { Null: { 'aws:CurrentTime': 'true' } } }))),
  },
  {
    name: 'a Deny of a bucket that spares everyone',
    told: 'void-deny: it denies nothing: NotPrincipal "*" spares everyone',
    says: (ask) =>
      ask({
        'aws_s3_bucket.b': {
          bucket: 'b',
          arn: 'arn:aws:s3:::b',
          policy: document({ Effect: 'Deny', NotPrincipal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b' }),
        },
      }),
  },
  {
    name: 'a Deny under Bool that is true and false',
    told: 'void-deny: it denies nothing: no request meets',
    says: (ask) =>
      ask(
        readerBlocks(
          get,
          deny({
            Condition: {
              Bool: { 'aws:SecureTransport': 'false' },
              BoolIfExists: { 'aws:SecureTransport': 'true' },
              Null: { 'aws:SecureTransport': 'false' },
            },
          }),
        ),
      ),
  },
  {
    name: "TLS that is asked for under one more condition: a bucket's Deny that may not hold",
    told: 'bucket-protection: requests without TLS are not refused',
    says: (ask) =>
      ask({
        'aws_s3_bucket.b': {
          bucket: 'b',
          arn: 'arn:aws:s3:::b',
          policy: document({
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
            Condition: { Bool: { 'aws:SecureTransport': 'false' }, NumericLessThan: { 'aws:EpochTime': '9999999999' } },
          }),
        },
      }),
  },
  {
    name: 'a multivalued key as a variable',
    told: 'unknown-variable: ${aws:TagKeys} is no variable',
    says: (ask) => ask(readerBlocks({ ...get, Resource: 'arn:aws:s3:::b/${aws:TagKeys}' })),
  },
  {
    name: 'a ? in StringNotEquals of a Deny',
    told: 'literal-wildcard: StringNotEquals aws:principalaccount compares "12345678901?" literally',
    says: (ask) =>
      ask(readerBlocks(get, deny({ Condition: { StringNotEquals: { 'aws:PrincipalAccount': '12345678901?' } } }))),
  },
  {
    name: 'ForAllValues in a trust policy',
    told: 'absent-key: ForAllValues:StringEquals aws:sourceaccount holds for every request without',
    says: (ask) =>
      ask(
        trust({
          Principal: { Service: 'states.amazonaws.com' },
          Condition: { 'ForAllValues:StringEquals': { 'aws:SourceAccount': ACCOUNT } },
        }),
      ),
  },
  {
    name: 'IfExists in a condition that closes a topic',
    told: 'open-principal: anyone is given access',
    says: (ask) =>
      ask({
        'aws_sns_topic.t': {
          arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:t`,
          name: 't',
          policy: document({
            Effect: 'Allow',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: '*',
            Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT } },
          }),
        },
      }),
  },
  {
    name: 'many actions that open resources behind one wildcard',
    told: 'privilege-escalation: kms:RetireGrant (and 1 more of kms:*) lets its holder change who may use',
    says: (ask) => ask(readerBlocks({ Effect: 'Allow', Action: 'kms:*', Resource: '*' })),
  },
  {
    name: 'a condition of two operators, of which one lets in what was never needed',
    told: 'wider-than-needed: StringLike s3:prefix lets other/* in, which was never needed',
    says: (ask) =>
      ask(
        readerBlocks({
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::b',
          Condition: { StringLike: { 's3:prefix': ['events/', 'other/*'] } },
        }),
        [need({ action: 's3:ListBucket', resources: ['arn:aws:s3:::b'], context: { 's3:prefix': 'events/' } })],
      ),
  },
];
