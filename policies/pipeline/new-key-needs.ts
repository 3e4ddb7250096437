import { blocksOfType, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { type Need } from '../needs/need';
import { type PipelineRoles, pipelineRoles } from './pipeline-roles';

const KEY = 'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/kms/key.go';
/** "… must allow the calling principal to make a subsequent PutKeyPolicy request": BypassPolicyLockoutSafetyCheck. */
const LOCKOUT = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html';
const ALIAS = 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html';

type Asked = readonly [role: keyof PipelineRoles['roles'], action: string, cite: string];

/** What the provider looks at before it takes a key for made, and what the next plan looks at, maybe at once. */
const READS = ['DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags'];

const CALLS: readonly Asked[] = [
  ...(['plan', 'deploy-plan', 'apply'] as const).flatMap((role) => READS.map((read): Asked => [role, read, KEY])),
  ['apply', 'EnableKeyRotation', KEY],
  ['apply', 'PutKeyPolicy', LOCKOUT],
  ['apply', 'CreateAlias', ALIAS],
];

/**
 * What the pipelines do with a key that was made just now. Its tags do not count yet, so no condition key tells of them:
 * "might take up to five minutes", https://docs.aws.amazon.com/kms/latest/developerguide/abac.html. The provider retries
 * no denial.
 */
export function newKeyNeeds(bootstrap: Stack, analytics: Stack): Need[] {
  const { roles } = pipelineRoles(bootstrap);
  return blocksOfType(analytics, 'aws_kms_key').flatMap((key) =>
    CALLS.map(([role, action, cite]): Need => ({
      principal: { kind: 'role', arn: roles[role] },
      action: `kms:${action}`,
      resources: [text(key, 'arn')],
      cite,
    })),
  );
}
