import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/**
 * Keys, and nothing that is encrypted with them. AWS draws a key's id, so that no ARN can be named before: the tags that
 * the provider puts on everything say whose key it is.
 * https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 * Tags count only after a while: until then, the key's own policy lets the pipelines in (parts/pipeline-key-access.ts).
 */
export function manageKeys(deployed: Deployed): Access {
  const { application, environment } = deployed.deployment;
  const keys = deployed.each(KmsKey, () => arnOf('kms', deployed.deployment, 'key/*'));
  const aliases = deployed.each(KmsAlias, ({ nameInput }, text) => arnOf('kms', deployed.deployment, text(nameInput)));
  const anywhere = keys.map(() => '*');
  const tags = (kind: string) => ({
    [`aws:${kind}/Application`]: application,
    [`aws:${kind}/Environment`]: environment,
  });
  const ours = { StringEquals: tags('ResourceTag') };
  return {
    read: [
      ...allowOn(
        'ReadKeys',
        ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
        keys,
        ours,
      ),
      // It takes no resource.
      ...allowOn('FindAliases', 'kms:ListAliases', aliases.length > 0 ? ['*'] : []),
    ],
    write: [
      ...allowOn('CreateKeys', 'kms:CreateKey', anywhere, { StringEquals: tags('RequestTag') }),
      // A key gets its tags as it is made. One that has other tags is none of ours; one that has none can't be told from
      // a new one.
      ...allowOn('TagNewKeys', 'kms:TagResource', keys, {
        StringEquals: tags('RequestTag'),
        StringEqualsIfExists: tags('ResourceTag'),
      }),
      ...allowOn(
        'ManageKeys',
        [
          'kms:EnableKey',
          'kms:EnableKeyRotation',
          'kms:PutKeyPolicy',
          'kms:ScheduleKeyDeletion',
          'kms:TagResource',
          'kms:UntagResource',
          'kms:UpdateKeyDescription',
        ],
        keys,
        ours,
      ),
      ...allowOn('ManageAliases', ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'], aliases),
      ...allowOn(
        'NameKeys',
        ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
        aliases.length > 0 ? keys : [],
        ours,
      ),
    ],
  };
}
