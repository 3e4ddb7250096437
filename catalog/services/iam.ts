import { type BlockArguments, harmless, only, read } from '../arguments';
import { argument, type Attribute, join } from '../attributes';
import { type Call, nowhere, of, row } from '../calls';
import { type Service } from '../entry';
import { named } from '../names';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const BOUNDARY =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';

const boundaryOf = (role: BlockArguments): Record<string, string> => {
  const boundary = role.optional('permissions_boundary');
  return boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary };
};

/** IAM tells the boundary of the role that is, or shall be. */
const within = (action: string): Call => ({
  action,
  on: (block) => [block.text('arn')],
  context: boundaryOf,
  cite: BOUNDARY,
});

const role = of('aws_iam_role', 'role', 'name');

const ofRole = (action: string): Call => ({
  action,
  on: role,
  context: (block) => boundaryOf(block.referred('role', 'aws_iam_role', 'name')),
  cite: BOUNDARY,
});

const arn =
  (kind: string): Attribute =>
  ({ partition, accountId, argument: of }) =>
    of('name') === undefined
      ? undefined
      : `arn:${partition}:iam::${accountId}:${kind}${of('path') ?? '/'}${of('name') ?? ''}`;

const providerArn: Attribute = ({ partition, accountId, argument: of }) =>
  of('url') === undefined
    ? undefined
    : `arn:${partition}:iam::${accountId}:oidc-provider/${(of('url') ?? '').replace(/^https:\/\//, '')}`;

/** IAM's names differ by more than case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const identity = (member: string) => named(member, { unique: 'account', ignoreCase: true });

const ofRoleBlock = { by: 'role', matches: ['name', 'id'] };

const READ_TELLS_TAGS =
  'the provider lists tags only where the read left them out, and this one has them: internal/provider/tags_interceptor.go';

/** IAM is free, and what it holds is written in the stack. */
/** Of a role and of a policy. */
const PROVIDER_DATA =
  'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/iam/openid_connect_provider_data_source.go';
const TOLD = harmless('words for people', 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html');

export const iam = {
  name: 'iam',
  prefix: 'iam',
  types: {
    aws_iam_role: {
      name: identity('iam:CreateRole:RoleName'),
      replaces: [
        { argument: 'inline_policy', type: 'aws_iam_role_policy', ...ofRoleBlock },
        { argument: 'managed_policy_arns', type: 'aws_iam_role_policy_attachment', ...ofRoleBlock },
      ],
      attributes: { id: argument('name'), arn: arn('role') },
      calls: row('iam/role.go', {
        read: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
        create: [within('iam:CreateRole'), 'iam:TagRole'],
        update: [
          within('iam:PutRolePermissionsBoundary'),
          'iam:UpdateAssumeRolePolicy',
          'iam:UpdateRole',
          'iam:UpdateRoleDescription',
          'iam:TagRole',
          'iam:UntagRole',
        ],
        delete: ['iam:DeleteRole', 'iam:ListInstanceProfilesForRole'],
      }),
      checked: {
        unreached: [
          { operations: ['iam:ListRoleTags'], why: READ_TELLS_TAGS },
          {
            operations: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
            why: 'managed_policy_arns is not set, and no block attaches a policy',
            unset: ['managed_policy_arns'],
          },
          {
            operations: ['iam:DeleteRolePolicy', 'iam:PutRolePolicy'],
            why: 'inline_policy is not set: a policy is a block of its own, which goes before its role',
            unset: ['inline_policy'],
          },
          {
            operations: ['iam:DeleteRolePermissionsBoundary'],
            why: 'permissions_boundary is always set',
            set: ['permissions_boundary'],
          },
          { operations: ['iam:RemoveRoleFromInstanceProfile'], why: 'no role is in an instance profile' },
        ],
      },
      bill: NOTHING,
      picture: {
        words: 'IAM role',
        shape: 'box',
        tone: 'access',
        references: [{ path: 'assume_role_policy', draw: 'back', label: trustedSubjects }],
        partOfUser: 'any',
      },
      local: 'stood up',
      arguments: {
        assume_role_policy: read('catalog/services', 'policies/checks', 'policies/iam'),
        description: TOLD,
        'inline_policy.name': read('policies/iam'),
        'inline_policy.policy': read('policies/iam'),
        managed_policy_arns: read('policies/iam'),
        // An hour, the default: whoever holds a session holds it no longer.
        max_session_duration: only(
          'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html#id_roles_use_view-role-max-session',
          3600,
        ),
        name: read('catalog/services', 'policies/checks', 'policies/iam'),
        path: read('catalog/services'),
        permissions_boundary: read('catalog/services', 'policies/iam'),
        tags: read('local/aws/shared'),
      },
      limits: {
        description: 'iam:CreateRole:Description',
        max_session_duration: 'iam:CreateRole:MaxSessionDuration',
        path: 'iam:CreateRole:Path',
      },
    },
    aws_iam_role_policy: {
      name: named('iam:PutRolePolicy:PolicyName', { unique: 'account', within: ['role'], ignoreCase: true }),
      attributes: { id: ({ argument: of }) => join('$role', ':', '$name')(of) },
      calls: row(
        'iam/role_policy.go',
        {
          read: ['iam:GetRolePolicy'],
          create: [ofRole('iam:PutRolePolicy')],
          update: [ofRole('iam:PutRolePolicy')],
          delete: [ofRole('iam:DeleteRolePolicy')],
        },
        role,
      ),
      bill: NOTHING,
      picture: undrawn,
      local: 'stood up',
      arguments: {
        name: read('catalog/services'),
        policy: read('policies/checks', 'policies/iam'),
        role: read('catalog/services', 'policies/checks', 'policies/iam'),
      },
    },
    aws_iam_policy: {
      name: identity('iam:CreatePolicy:PolicyName'),
      attributes: { id: arn('policy'), arn: arn('policy') },
      calls: row('iam/policy.go', {
        read: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
        create: ['iam:CreatePolicy', 'iam:TagPolicy'],
        // A policy has five versions at most: the oldest makes room.
        update: [
          'iam:CreatePolicyVersion',
          'iam:DeletePolicyVersion',
          'iam:ListPolicyVersions',
          'iam:TagPolicy',
          'iam:UntagPolicy',
        ],
        delete: ['iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:ListPolicyVersions'],
      }),
      checked: { unreached: [{ operations: ['iam:ListPolicyTags'], why: READ_TELLS_TAGS }] },
      bill: NOTHING,
      picture: { words: 'IAM policy', plural: 'IAM policies', shape: 'round', tone: 'access' },
      local: 'stood up',
      arguments: {
        description: TOLD,
        name: read('catalog/services', 'policies/checks'),
        path: read('catalog/services'),
        policy: read('policies/checks', 'policies/iam'),
        tags: read('local/aws/shared'),
      },
      limits: { description: 'iam:CreatePolicy:Description', path: 'iam:CreatePolicy:Path' },
    },
    aws_iam_role_policy_attachment: {
      identity: { by: ['role', 'policy_arn'], ignoreCase: true },
      bill: NOTHING,
      picture: undrawn,
      local: 'stood up',
      arguments: { policy_arn: read('policies/iam'), role: read('policies/iam') },
    },
    aws_iam_openid_connect_provider: {
      identity: { by: ['url'] },
      attributes: { arn: providerArn },
      bill: NOTHING,
      picture: {
        words: 'OIDC provider',
        shape: 'round',
        tone: 'access',
        detail: (block) => block.optional('url')?.replace('https://', ''),
      },
      arguments: { client_id_list: read('policies/iam'), url: read('policies/iam') },
    },
    'data.aws_iam_openid_connect_provider': {
      attributes: { arn: providerArn },
      arguments: { url: read('policies/iam') },
      // By its URL it is found among all.
      reads: [
        { action: 'iam:ListOpenIDConnectProviders', on: nowhere, cite: PROVIDER_DATA },
        { action: 'iam:GetOpenIDConnectProvider', on: (block) => [block.text('arn')], cite: PROVIDER_DATA },
      ],
    },
    'data.aws_iam_policy_document': {
      arguments: { statement: read('terraform/expressions'), version: read('terraform/expressions') },
      // It makes a text.
      reads: [],
    },
    aws_iam_user: { name: identity('iam:CreateUser:UserName'), attributes: { id: argument('name'), arn: arn('user') } },
    aws_iam_group: { name: identity('iam:CreateGroup:GroupName') },
    aws_iam_instance_profile: { name: identity('iam:CreateInstanceProfile:InstanceProfileName') },
    aws_iam_role_policies_exclusive: { bill: NOTHING },
    aws_iam_role_policy_attachments_exclusive: { bill: NOTHING },
    aws_iam_user_policy: { unreadAccess: true },
    aws_iam_user_policy_attachment: { unreadAccess: true },
    aws_iam_group_policy: { unreadAccess: true },
    aws_iam_group_policy_attachment: { unreadAccess: true },
    aws_iam_group_membership: { unreadAccess: true },
    aws_iam_policy_attachment: { unreadAccess: true },
  },
} satisfies Service;

/** The subjects whose tokens a role trusts, without the repository: `environment:dev`, `ref:refs/heads/main`. */
function trustedSubjects(block: BlockArguments): string {
  const subjects = /:sub":(\[[^\]]*\]|"[^"]*")/.exec(block.text('assume_role_policy'))?.[1] ?? '[]';
  return [JSON.parse(subjects) as string | string[]]
    .flat()
    .map((subject) => subject.replace(/^repo:[^:]*:/, ''))
    .join(', ');
}
