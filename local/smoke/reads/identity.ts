import {
  GetPolicyCommand,
  type GetPolicyCommandOutput,
  GetPolicyVersionCommand,
  type GetPolicyVersionCommandOutput,
  GetRoleCommand,
  type GetRoleCommandOutput,
  GetRolePolicyCommand,
  type GetRolePolicyCommandOutput,
  type Tag,
} from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand,
  type DescribeKeyCommandOutput,
  GetKeyPolicyCommand,
  type GetKeyPolicyCommandOutput,
  GetKeyRotationStatusCommand,
  type GetKeyRotationStatusCommandOutput,
} from '@aws-sdk/client-kms';
import { blocksOfType, optionalBoolean, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { tagsOf } from '../../aws/shared/tags';
import { type Clients } from '../clients';
import { type Read, read, type ReadsOf, type Stated } from './read';

const tagList = (stack: Stack, block: Block): Tag[] =>
  Object.entries(tagsOf(stack, block)).map(([Key, Value]) => ({ Key, Value }));

/** IAM hands documents out percent-encoded: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
const decoded = (document: string | undefined): string | undefined =>
  document === undefined ? undefined : decodeURIComponent(document);

/** Roles, policies and keys. */
export const identityReads: Readonly<Record<string, ReadsOf>> = {
  aws_iam_role: (block, stack) => {
    const [RoleName, arn] = [text(block, 'name'), text(block, 'arn')];
    const boundary = optionalText(block, 'permissions_boundary');
    const stated: Stated<GetRoleCommandOutput> = {
      Role: {
        RoleName,
        Arn: arn,
        Path: optionalText(block, 'path') ?? '/',
        Description: optionalText(block, 'description'),
        AssumeRolePolicyDocument: text(block, 'assume_role_policy'),
        ...(boundary === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
        Tags: tagList(stack, block),
      },
    };
    const send: Read['send'] = async ({ iam }) => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      return { Role: { ...Role, AssumeRolePolicyDocument: decoded(Role?.AssumeRolePolicyDocument) } };
    };
    return read('iam:GetRole', arn, send, { stated });
  },
  aws_iam_role_policy: (block, { accountId }) => {
    const [RoleName, PolicyName] = [text(block, 'role'), text(block, 'name')];
    const send: Read['send'] = async ({ iam }) => {
      const answer = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return { ...answer, PolicyDocument: decoded(answer.PolicyDocument) };
    };
    return read('iam:GetRolePolicy', `arn:aws:iam::${accountId}:role/${RoleName}`, send, {
      key: PolicyName,
      stated: {
        RoleName,
        PolicyName,
        PolicyDocument: text(block, 'policy'),
      } satisfies Stated<GetRolePolicyCommandOutput>,
    });
  },
  aws_iam_policy: (block, stack) => {
    const PolicyArn = text(block, 'arn');
    const stated: Stated<GetPolicyCommandOutput> = {
      Policy: {
        PolicyName: text(block, 'name'),
        Arn: PolicyArn,
        Path: optionalText(block, 'path') ?? '/',
        Description: optionalText(block, 'description'),
        Tags: tagList(stack, block),
      },
    };
    const policy = ({ iam }: Clients) => iam.send(new GetPolicyCommand({ PolicyArn }));
    const version: Read['send'] = async (clients) => {
      const VersionId = (await policy(clients)).Policy?.DefaultVersionId;
      const { PolicyVersion } = await clients.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      return { PolicyVersion: { ...PolicyVersion, Document: decoded(PolicyVersion?.Document) } };
    };
    return [
      read('iam:GetPolicy', PolicyArn, policy, { stated }),
      read('iam:GetPolicyVersion', PolicyArn, version, {
        stated: {
          PolicyVersion: { Document: text(block, 'policy'), IsDefaultVersion: true },
        } satisfies Stated<GetPolicyVersionCommandOutput>,
      }),
    ];
  },
  aws_kms_alias: (block, stack) => {
    const key = blocksOfType(stack, 'aws_kms_key').find((one) => text(one, 'key_id') === text(block, 'target_key_id'));
    return key ? keyReads(key, stack) : [];
  },
  aws_kms_key: (block, stack) => keyReads(block, stack),
};

/** AWS draws a key's id; its alias tells it. */
function keyReads(block: Block, stack: Stack): Read[] {
  const alias = blocksOfType(stack, 'aws_kms_alias').find(
    (one) => text(one, 'target_key_id') === text(block, 'key_id'),
  );
  if (!alias) return [];
  const KeyId = text(alias, 'name');
  const describe = ({ kms }: Clients) => kms.send(new DescribeKeyCommand({ KeyId }));
  const idOf = async (clients: Clients) => ({ KeyId: (await describe(clients)).KeyMetadata?.KeyId });
  const arn = text(block, 'arn');
  // Grants on keys go by their tags.
  const tags = Object.entries(tagsOf(stack, block)).map(([name, value]) => [`aws:ResourceTag/${name}`, value]);
  const context = Object.fromEntries(tags) as Record<string, string>;
  const rotates = optionalBoolean(block, 'enable_key_rotation') ?? false;
  return [
    read('kms:DescribeKey', arn, describe, {
      context,
      stated: {
        KeyMetadata: {
          AWSAccountId: stack.accountId,
          Arn: arn,
          Description: optionalText(block, 'description'),
          Enabled: optionalBoolean(block, 'is_enabled') ?? true,
        },
      } satisfies Stated<DescribeKeyCommandOutput>,
    }),
    read('kms:GetKeyPolicy', arn, async (clients) => clients.kms.send(new GetKeyPolicyCommand(await idOf(clients))), {
      context,
      stated: { Policy: text(block, 'policy') } satisfies Stated<GetKeyPolicyCommandOutput>,
    }),
    read(
      'kms:GetKeyRotationStatus',
      arn,
      async (clients) => clients.kms.send(new GetKeyRotationStatusCommand(await idOf(clients))),
      { context, stated: { KeyRotationEnabled: rotates } satisfies Stated<GetKeyRotationStatusCommandOutput> },
    ),
  ];
}
