import { type Json } from '../../../terraform/stack';
import { ALONE, CREDENTIALS, WITH_A_ROLE } from '../../checks/escalation-paths';
import { ACCOUNT, document, readerBlocks, roleArn } from '../../iam/test-support';
import { type Need } from '../../needs/need';
import { type Blocks, proofOf, type Row } from './row';

const object = 'arn:aws:s3:::b/x/y';
const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: object };
const allow = (Action: Json, Resource: Json, Condition?: Json) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const topic = `arn:aws:sns:eu-west-1:${ACCOUNT}:t`;
const opened = (Condition: Json): Blocks => ({
  'aws_sns_topic.t': {
    arn: topic,
    name: 't',
    policy: document({ Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: topic, Condition }),
  },
});

const statements: readonly (readonly [name: string, told: string, ...Json[]])[] = [
  [
    'a Deny with NotResource *',
    'void-deny: it denies nothing: NotResource "*" leaves no resource',
    get,
    { Effect: 'Deny', Action: 's3:*', NotResource: '*' },
  ],
  [
    'a Deny with NotAction *',
    'void-deny: it denies nothing: NotAction "*" leaves no action',
    get,
    { Effect: 'Deny', NotAction: '*', Resource: '*' },
  ],
  [
    'a Deny under contradicting conditions',
    'void-deny: it denies nothing: no request meets',
    get,
    {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringEquals: { 's3:prefix': 'x' }, StringNotEquals: { 's3:prefix': 'x' } },
    },
  ],
  [
    'a Deny under a number above itself',
    'void-deny: it denies nothing: no request meets',
    get,
    {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { NumericGreaterThan: { 's3:max-keys': '9' }, NumericLessThan: { 's3:max-keys': '9' } },
    },
  ],
  [
    'ForAllValues in an Allow',
    'absent-key: ForAllValues:StringEquals aws:tagkeys holds for every request without aws:tagkeys',
    allow('s3:GetObject', object, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }),
  ],
  [
    'an unknown policy variable',
    'unknown-variable: ${aws:usernam} is no variable',
    allow('s3:GetObject', 'arn:aws:s3:::b/${aws:usernam}/*'),
  ],
  [
    'an unknown policy variable in a condition',
    'unknown-variable: ${aws:PrincipalName} is no variable',
    allow('s3:ListBucket', 'arn:aws:s3:::b', { StringLike: { 's3:prefix': '${aws:PrincipalName}/*' } }),
  ],
  [
    '* in StringEquals',
    'literal-wildcard: StringEquals s3:prefix compares "home/*" literally',
    allow('s3:ListBucket', 'arn:aws:s3:::b', { StringEquals: { 's3:prefix': 'home/*' } }),
  ],
];

const quiet: readonly (readonly [string, Json])[] = [
  [
    'PutMetricData in a namespace',
    allow('cloudwatch:PutMetricData', '*', { StringEquals: { 'cloudwatch:namespace': 'N' } }),
  ],
  ['GetMetricData', allow('cloudwatch:GetMetricData', '*')],
  ['ListMetrics', allow('cloudwatch:ListMetrics', '*')],
  ['ListExports', allow('dynamodb:ListExports', '*')],
];

const closings: readonly (readonly [string, Json])[] = [
  ["another account's", { StringEquals: { 'aws:PrincipalAccount': '999999999999' } }],
  ["another account's, as the source", { StringEquals: { 'aws:SourceAccount': '999999999999' } }],
  ['any source', { ArnLike: { 'aws:SourceArn': '*' } }],
  ['a source of any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:*:rule/r' } }],
  ['any role of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }],
  ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
  ['any endpoint', { StringLike: { 'aws:SourceVpce': 'vpce-*' } }],
  ['an account of two', { StringEquals: { 'aws:PrincipalAccount': [ACCOUNT, '999999999999'] } }],
];

const reader = { kind: 'role', arn: roleArn('reader') } as const;
const list = (prefix: string): Need => ({
  principal: reader,
  action: 's3:ListBucket',
  resources: ['arn:aws:s3:::b'],
  context: { 's3:prefix': prefix },
});
const events = { kind: 'service', service: 'events.amazonaws.com' } as const;
const rule = `arn:aws:events:eu-west-1:${ACCOUNT}:rule/r`;
const publish: Need = {
  principal: events,
  action: 'sns:Publish',
  resources: [topic],
  context: { 'aws:SourceArn': rule, 'aws:SourceAccount': ACCOUNT },
};
const published = (Condition?: Json): Blocks => ({
  'aws_sns_topic.t': {
    arn: topic,
    name: 't',
    policy: document({
      Effect: 'Allow',
      Principal: { Service: events.service },
      Action: 'sns:Publish',
      Resource: topic,
      ...(Condition === undefined ? {} : { Condition }),
    }),
  },
});
const passed: Need = {
  principal: reader,
  action: 'iam:PassRole',
  resources: [roleArn('x')],
  context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
};
const weaker: readonly (readonly [name: string, told: string, Blocks, Need])[] = [
  [
    'a condition dropped',
    'wider-than-needed: s3:ListBucket has no condition on s3:prefix, which every call has: events/',
    readerBlocks(allow('s3:ListBucket', 'arn:aws:s3:::b')),
    list('events/'),
  ],
  [
    'a condition widened by a wildcard',
    'wider-than-needed: StringLike s3:prefix * is wider than what is needed: events/',
    readerBlocks(allow('s3:ListBucket', 'arn:aws:s3:::b', { StringLike: { 's3:prefix': '*' } })),
    list('events/'),
  ],
  [
    'a condition widened by a value',
    'wider-than-needed: StringEquals s3:prefix lets other/ in, which was never needed',
    readerBlocks(allow('s3:ListBucket', 'arn:aws:s3:::b', { StringEquals: { 's3:prefix': ['events/', 'other/'] } })),
    list('events/'),
  ],
  [
    'the source of a service dropped',
    'wider-than-needed: sns:Publish has no condition on aws:sourcearn',
    published(),
    publish,
  ],
  [
    'the source of a service widened',
    'wider-than-needed: ArnLike aws:sourcearn arn:aws:events:eu-west-1:123456789012:rule/* is wider than what is needed',
    published({ ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/*` } }),
    publish,
  ],
  [
    'the service that is handed a role, dropped',
    'wider-than-needed: iam:PassRole has no condition on iam:passedtoservice',
    readerBlocks(allow('iam:PassRole', roleArn('x'))),
    passed,
  ],
  [
    'a second service that is handed a role',
    'wider-than-needed: StringEquals iam:passedtoservice lets ec2.amazonaws.com in, which was never needed',
    readerBlocks(
      allow('iam:PassRole', roleArn('x'), {
        StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      }),
    ),
    passed,
  ],
];

export const rules: readonly Row[] = [
  ...statements.map(([name, told, ...given]): Row => ({ name, told, says: (ask) => ask(readerBlocks(...given)) })),
  ...closings.map(([name, condition]): Row => ({
    name: `open-principal looks at the value of a closing key: ${name}`,
    told: 'open-principal: anyone is given access',
    says: (ask) => ask(opened(condition)),
  })),
  ...weaker.map(([name, told, blocks, need]): Row => ({ name, told, says: (ask) => ask(blocks, [need]) })),
  ...Object.entries(ALONE).map(([action, can]): Row => ({
    name: `escalation: ${action}`,
    told: `privilege-escalation: ${action} lets its holder ${can}`,
    says: (ask) => ask(readerBlocks(allow(action, '*'))),
  })),
  ...CREDENTIALS.map((action): Row => ({
    name: `credentials: ${action}`,
    told: `privilege-escalation: ${action} hands its holder credentials`,
    says: (ask) => ask(readerBlocks(allow(action, '*'))),
  })),
  ...WITH_A_ROLE.map((action): Row => ({
    name: `escalation: ${action} with iam:PassRole in another policy`,
    told: `privilege-escalation: ${action} lets its holder do what any role may that it can pass`,
    says: (ask) =>
      ask({
        ...readerBlocks(allow(action, '*')),
        'aws_iam_policy.q': { name: 'q', arn: 'arn:aws:iam::1:policy/q', policy: document(allow('iam:PassRole', '*')) },
        'aws_iam_role_policy_attachment.q': { role: 'reader', policy_arn: 'arn:aws:iam::1:policy/q' },
      }),
  })),
  {
    name: 'an action of the level Permissions management that no list has',
    told: 'privilege-escalation: lakeformation:GrantPermissions lets its holder change who may use',
    says: (ask) => ask(readerBlocks(allow('lakeformation:GrantPermissions', '*'))),
  },
];

/** Where "*" is the only right resource: nothing may be told. */
export const noFalseAlarm: readonly (readonly [name: string, says: () => Promise<string[]>])[] = quiet.map(
  ([name, statement]) => [name, () => proofOf(readerBlocks(statement))],
);
