import { type Need } from '../needs/need';
import { type PipelineRoles } from './pipeline-roles';

const BACKEND = 'https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions';
const MISSING = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html';
const PUT = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html';
const GET = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html';

/** A plan's files lie at `plans/<environment>/<commit>/`: of two commits, so that a grant on one alone is not enough. */
const COMMITS = ['0'.repeat(40), 'f'.repeat(40)];

/**
 * What Terraform 1.11 does with the state in S3, and OpenTofu 1.10 the same request by request, as a run of their `init`,
 * `plan` and `apply` against a logging endpoint
 * showed, and what the pipelines do with saved plans.
 */
export function stateNeeds({ roles, environment, stateBucket }: PipelineRoles): Need[] {
  const bucket = `arn:aws:s3:::${stateBucket}`;
  const state = `${bucket}/${environment}/analytics.tfstate`;
  const plans = COMMITS.map((commit) => `${bucket}/plans/${environment}/${commit}/plan.tfplan`);
  const need = (
    role: keyof PipelineRoles['roles'],
    action: string,
    resource: string,
    cite: string,
    context?: Need['context'],
  ): Need => ({
    principal: { kind: 'role', arn: roles[role] },
    action,
    resources: [resource],
    ...(context ? { context } : {}),
    cite,
  });
  return [
    ...(['plan', 'deploy-plan', 'apply'] as const).flatMap((role) => [
      // Its workspaces.
      need(role, 's3:ListBucket', bucket, BACKEND, { 's3:prefix': 'env:/' }),
      // HEAD and GET of the state; without s3:ListBucket, one that isn't there yet is answered 403, and not 404.
      need(role, 's3:GetObject', state, BACKEND),
      need(role, 's3:ListBucket', bucket, MISSING),
    ]),
    need('apply', 's3:PutObject', state, BACKEND),
    // The lock is put if it isn't there, read to see whose it is, and deleted.
    ...['s3:PutObject', 's3:GetObject', 's3:DeleteObject'].map((action) =>
      need('apply', action, `${state}.tflock`, BACKEND),
    ),
    ...plans.flatMap((plan) => [
      need('deploy-plan', 's3:PutObject', plan, PUT),
      need('apply', 's3:GetObject', plan, GET),
    ]),
  ];
}
