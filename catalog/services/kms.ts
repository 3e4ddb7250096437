import { harmless, modelled, read } from '../arguments';
import { argument, type Attribute, join, regional } from '../attributes';
import { type Call, DRAWN, nowhere, row, type Subject, tagKeys } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

/** A key: 1 USD a month; rotation adds up to 2 more in later years. */
const pricing = { page: 'https://aws.amazon.com/kms/pricing/', rates: { key: { dollars: 1, per: 'key' } } };
const key = { loses: 'all that is encrypted under it', monthly: () => pricing.rates.key.dollars, use: 'requests' };

const keyArn = ({ region, accountId }: Subject): string => `arn:aws:kms:${region}:${accountId}:key/${DRAWN}`;

const onKey = (action: string): Call => ({
  action,
  on: (block) => [keyArn(block)],
  context: tagKeys('ResourceTag'),
  cite: 'https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html',
});

const noTagsYet = (block: Subject): Record<string, readonly string[]> =>
  Object.fromEntries(Object.keys(tagKeys('ResourceTag')(block)).map((key) => [key, []]));

/** Tags that a key is born with take the right to tag, of a key that has none yet. */
const born = (action: string, on: Call['on']): Call => ({
  action,
  on,
  context: (block) => ({ ...tagKeys('RequestTag')(block), ...noTagsYet(block) }),
  cite: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
});

/** Asked for of the alias, and of the key that it stands for. */
const alias = (action: string): Call[] => [
  {
    action,
    on: (block) => [block.text('arn')],
    cite: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html',
  },
  onKey(action),
];

/** A key's id is drawn by KMS: the ARN is known but for it. */
const keyId: Attribute = ({ drawn }) => drawn('key_id');

export const kms = {
  name: 'kms',
  prefix: 'kms',
  pricing,
  types: {
    aws_kms_key: {
      attributes: {
        id: keyId,
        key_id: keyId,
        arn: (context) => regional('kms', () => `key/${context.drawn('key_id')}`)(context),
      },
      policy: { optional: true },
      calls: row(
        'kms/key.go',
        {
          read: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'].map(onKey),
          create: [
            born('kms:CreateKey', nowhere),
            born('kms:TagResource', (block) => [keyArn(block)]),
            onKey('kms:EnableKeyRotation'),
          ],
          update: [
            'kms:EnableKey',
            'kms:EnableKeyRotation',
            'kms:PutKeyPolicy',
            'kms:TagResource',
            'kms:UntagResource',
            'kms:UpdateKeyDescription',
          ].map(onKey),
          delete: [onKey('kms:ScheduleKeyDeletion')],
        },
        (block) => [keyArn(block)],
      ),
      checked: {
        unreached: [
          { operations: ['kms:DisableKey'], why: 'is_enabled is not set: true', unset: ['is_enabled'] },
          {
            operations: ['kms:DisableKeyRotation'],
            why: 'enable_key_rotation is always true',
            set: ['enable_key_rotation'],
          },
        ],
      },
      encryption: { wants: 'enable_key_rotation = true', oneOf: [{ argument: 'enable_key_rotation', is: true }] },
      bill: key,
      picture: { words: 'KMS key', shape: 'box', tone: 'access', partOfUser: 'any' },
      local: 'stood up',
      arguments: {
        deletion_window_in_days: modelled(
          'https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html',
        ),
        description: harmless(
          'words for people',
          'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
        ),
        enable_key_rotation: read('policies/checks'),
        policy: read('policies/iam'),
        tags: read('local/aws/shared'),
      },
      limits: {
        deletion_window_in_days: 'kms:ScheduleKeyDeletion:PendingWindowInDays',
        description: 'kms:CreateKey:Description',
      },
    },
    aws_kms_alias: {
      leadsTo: ['target_key_id'],
      name: named('kms:CreateAlias:AliasName', {
        documented: always({
          pattern: /^alias\/(?!aws\/)./,
          words: 'alias/ at its start, but not alias/aws/',
          page: `${DOCS}/kms/latest/APIReference/API_CreateAlias.html`,
        }),
      }),
      attributes: {
        id: argument('name'),
        arn: regional('kms', join('$name')),
        target_key_arn: (context) => {
          const target = context.argument('target_key_id');
          if (target === undefined || target.startsWith('arn:')) return target;
          return regional('kms', () => `key/${target}`)(context);
        },
      },
      calls: row('kms/alias.go', {
        read: [{ action: 'kms:ListAliases', on: nowhere }],
        create: alias('kms:CreateAlias'),
        update: alias('kms:UpdateAlias'),
        delete: alias('kms:DeleteAlias'),
      }),
      bill: NOTHING,
      picture: undrawn,
      local: 'stood up',
      arguments: { name: read('catalog/services'), target_key_id: read('catalog/services') },
    },
    aws_kms_key_policy: {
      policy: { on: { type: 'aws_kms_key', by: 'key_id', matches: ['key_id', 'arn'] } },
      bill: NOTHING,
    },
    aws_kms_replica_key: { bill: key },
    aws_kms_grant: { unreadAccess: true },
  },
} satisfies Service;
