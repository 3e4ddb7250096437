import { type Need } from '../needs/need';
import { claimKeys } from '../iam/web-identity';
import { type PipelineRoles } from './pipeline-roles';

const ISSUER = 'https://token.actions.githubusercontent.com';
/** What aws-actions/configure-aws-credentials asks for. */
const AUDIENCE = 'sts.amazonaws.com';
/** How GitHub makes the `sub` claim of a job: by its environment, else by what triggered it. */
const CITE = 'https://docs.github.com/en/actions/reference/security/oidc';

/** Whose jobs apply, and no others. */
const APPLIES = '.github/workflows/deploy-environment.yml';

/** Which jobs take on which role, by the end of their tokens' `sub`. */
const jobs = (environment: string): readonly (readonly [keyof PipelineRoles['roles'], string])[] => [
  // The plan of a pull request, and the search for drift on main.
  ['plan', 'pull_request'],
  ['plan', 'ref:refs/heads/main'],
  // A merge: plan-dev, plan-prod; apply-dev, apply-prod; verify-dev, verify-prod and a report by hand.
  ['deploy-plan', 'ref:refs/heads/main'],
  ['apply', `environment:${environment}`],
  ['report', `environment:report-${environment}`],
];

/** That each job of the pipelines gets the role which it asks for. */
export const trustNeeds = ({ roles, environment, accountId, repository, subjectPrefix }: PipelineRoles): Need[] =>
  jobs(environment).map(([role, subject]) => ({
    principal: {
      kind: 'federated',
      provider: `arn:aws:iam::${accountId}:oidc-provider/${ISSUER.replace('https://', '')}`,
    },
    action: 'sts:AssumeRoleWithWebIdentity',
    resources: [roles[role]],
    context: claimKeys(ISSUER, {
      aud: AUDIENCE,
      sub: `${subjectPrefix}:${subject}`,
      ...(role === 'apply' ? { job_workflow_ref: `${repository}/${APPLIES}@refs/heads/main` } : {}),
    }),
    cite: CITE,
  }));
