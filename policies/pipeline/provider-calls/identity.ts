import { optionalText } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { type Call, of, type ProviderTable, referred, row } from './calls';

const BOUNDARY =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';

const boundaryOf = (role: Block): Record<string, string> => {
  const boundary = optionalText(role, 'permissions_boundary');
  return boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary };
};

/** IAM tells the boundary of the role that is, or shall be. */
const within = (action: string): Call => ({
  action,
  on: (block) => [String(block.values['arn'])],
  context: boundaryOf,
  cite: BOUNDARY,
});

const role = of('aws_iam_role', 'role', 'name');

const ofRole = (action: string): Call => ({
  action,
  on: role,
  context: (block, stack) => boundaryOf(referred(stack, block, 'role', 'aws_iam_role', 'name')),
  cite: BOUNDARY,
});

export const identity: ProviderTable = {
  aws_iam_role: row('iam/role.go', {
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
  aws_iam_role_policy: row(
    'iam/role_policy.go',
    {
      read: ['iam:GetRolePolicy'],
      create: [ofRole('iam:PutRolePolicy')],
      update: [ofRole('iam:PutRolePolicy')],
      delete: [ofRole('iam:DeleteRolePolicy')],
    },
    role,
  ),
  aws_iam_policy: row('iam/policy.go', {
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
};
