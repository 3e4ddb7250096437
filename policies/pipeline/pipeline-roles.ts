import { UserError } from '../../scripts/user-error';
import { environmentOf } from '../../terraform/stacks/environment-stacks';
import { type Stack } from '../../terraform/stack';

/** What the bootstrap stack of an environment gives to the pipelines. */
export interface PipelineRoles {
  readonly environment: string;
  readonly accountId: string;
  readonly stateBucket: string;
  /** `OWNER/REPO` */
  readonly repository: string;
  /** How the `sub` claim of the repository's tokens begins. */
  readonly subjectPrefix: string;
  /** ARNs. */
  readonly roles: Readonly<Record<'plan' | 'deploy-plan' | 'apply' | 'report', string>>;
}

/** Reads the outputs that the workflows rely on. @throws UserError for one that is missing */
export function pipelineRoles(bootstrap: Stack): PipelineRoles {
  const output = (name: string): string => {
    const value = bootstrap.outputs[name];
    if (typeof value === 'string') return value;
    throw new UserError(`Stack ${bootstrap.name} lacks the output ${name}: the pipelines rely on it.`);
  };
  return {
    environment: environmentOf(bootstrap.name),
    accountId: bootstrap.accountId,
    stateBucket: output('state_bucket'),
    repository: output('github_repository'),
    subjectPrefix: output('github_subject_prefix'),
    roles: {
      plan: output('plan_role_arn'),
      'deploy-plan': output('deploy_plan_role_arn'),
      apply: output('apply_role_arn'),
      report: output('report_role_arn'),
    },
  };
}
