import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { iamArn } from '../parts/deployment';
import { boundaryArn } from '../parts/pipeline-names';
import { type Access, allowOn, type Deployed } from './deployed';

/** Services that the stack's roles are for. */
const SERVICES = {
  Firehose: 'firehose.amazonaws.com',
  Lambda: 'lambda.amazonaws.com',
  Scheduler: 'scheduler.amazonaws.com',
  States: 'states.amazonaws.com',
};

/**
 * The stack's own roles, each within the boundary, and the policies that are there for others. Of what bounds the
 * pipelines themselves (the boundary, their roles, the trust in GitHub, the bucket of states), nothing is here.
 */
export function manageRoles(deployed: Deployed): Access {
  const { deployment } = deployed;
  const roles = deployed.each(IamRole, ({ nameInput }, text) => iamArn('role', deployment, text(nameInput)));
  const policies = deployed.each(IamPolicy, ({ nameInput }, text) => iamArn('policy', deployment, text(nameInput)));
  return {
    read: [
      ...allowOn(
        'ReadRoles',
        ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
        roles,
      ),
      ...allowOn('ReadPolicies', ['iam:GetPolicy', 'iam:GetPolicyVersion'], policies),
    ],
    write: [
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
      ...allowOn(
        'WriteRolesWithinBoundary',
        ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
        roles,
        { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(deployment) } },
      ),
      ...allowOn(
        'ManageRoles',
        [
          'iam:DeleteRole',
          'iam:ListInstanceProfilesForRole',
          'iam:TagRole',
          'iam:UntagRole',
          'iam:UpdateAssumeRolePolicy',
          'iam:UpdateRole',
          'iam:UpdateRoleDescription',
        ],
        roles,
      ),
      ...Object.entries(SERVICES).flatMap(([name, service]) =>
        allowOn(`PassRolesTo${name}`, 'iam:PassRole', deployed.rolesOf(service), {
          StringEquals: { 'iam:PassedToService': service },
        }),
      ),
      ...allowOn(
        'ManagePolicies',
        [
          'iam:CreatePolicy',
          'iam:CreatePolicyVersion',
          'iam:DeletePolicy',
          'iam:DeletePolicyVersion',
          'iam:ListPolicyVersions',
          'iam:TagPolicy',
          'iam:UntagPolicy',
        ],
        policies,
      ),
    ],
  };
}
