import { type Deployment, iamArn } from './deployment';
import { githubRoleName, type Purpose } from './pipeline-names';
import { allowPrincipal, type Statement } from './policy';

/**
 * What the pipelines do with a key as soon as it is there, for its own policy. Their roles' policies know keys by their
 * tags, and AWS says that these "might take up to five minutes" to count; Terraform's provider looks at a key at once,
 * and takes a denial for the end. A key's policy counts from the moment that the key is made.
 * https://docs.aws.amazon.com/kms/latest/developerguide/abac.html
 * https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/kms/key.go (resourceKeyCreate)
 *
 * KMS takes no policy that names a role which isn't there: `npm run bootstrap` comes first.
 */
export const letPipelinesSetUp = (deployment: Deployment): Statement[] => {
  const roles = (...purposes: Purpose[]) => ({
    AWS: purposes.map((purpose) => iamArn('role', deployment, githubRoleName(purpose, deployment))),
  });
  return [
    allowPrincipal(
      'PipelinesRead',
      roles('plan', 'deploy-plan', 'apply'),
      ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
      '*',
    ),
    // CreateKey refuses a policy under which its caller could not call PutKeyPolicy next; an alias follows at once.
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html (BypassPolicyLockoutSafetyCheck)
    allowPrincipal(
      'PipelineSetsUp',
      roles('apply'),
      ['kms:CreateAlias', 'kms:EnableKeyRotation', 'kms:PutKeyPolicy'],
      '*',
    ),
  ];
};
