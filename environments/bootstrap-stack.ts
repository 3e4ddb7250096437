import type { Construct } from 'constructs';
import { DeployPolicies } from '../constructs/deploy-access/deploy-policies';
import { Deployed } from '../constructs/deploy-access/deployed';
import { arnOf, named } from '../constructs/parts/deployment';
import { GitHubProvider } from '../constructs/deploy-access/github-provider';
import { GitHubRole } from '../constructs/parts/github-role';
import { allow } from '../constructs/parts/policy';
import { ServiceBoundary } from '../constructs/deploy-access/service-boundary';
import { StateAccess } from '../constructs/deploy-access/state-access';
import { StateBucket } from '../constructs/deploy-access/state-bucket';
import { type Program } from '../scripts/programs/tool';
import { EnvironmentStack } from './parts/environment-stack';
import type { GitHub } from './github-settings';
import type { ValidSettings } from './settings';

export const bootstrapName = (environment: string) => `bootstrap-${environment}`;

export interface BootstrapStackProps {
  readonly settings: ValidSettings;
  readonly program: Program;
  /** Whose workflows are trusted. */
  readonly repository: GitHub;
  /** The stack that the pipelines plan and apply: what they may do follows from what is in it. */
  readonly deploys: EnvironmentStack;
}

/**
 * What must be in an environment's account before a pipeline can work there: the bucket of states, the trust in GitHub,
 * and a role for each thing that a pipeline does. An administrator applies it (`npm run bootstrap`); no pipeline may.
 */
export class BootstrapStack extends EnvironmentStack {
  constructor(scope: Construct, { settings, program, repository, deploys }: BootstrapStackProps) {
    super(scope, { settings, name: bootstrapName(settings.environment), state: 'bootstrap', program });
    const deployment = settings;
    const { environment } = deployment;
    const bucket = new StateBucket(this, 'state', { deployment });
    const state = new StateAccess(bucket, environment);
    const boundary = new ServiceBoundary(this, 'service-boundary', { deployment });
    const deployed = new DeployPolicies(this, 'deploy', { deployed: new Deployed(deploys, deployment) });
    const github = new GitHubProvider(this, 'github', {
      ...repository,
      exists: settings.githubProvider === 'existing',
    });

    const plan = new GitHubRole(this, 'plan', {
      deployment,
      purpose: 'plan',
      description: 'Plans a pull request, and looks for drift: reads, and writes nothing',
      trust: [github.trustPullRequests(), github.trustMain()],
      statements: state.read(),
      policies: deployed.read,
    });
    const deployPlan = new GitHubRole(this, 'deploy-plan', {
      deployment,
      purpose: 'deploy-plan',
      description: 'Plans what main shall apply, and saves the plan',
      trust: [github.trustMain()],
      statements: [...state.read(), ...state.savePlans()],
      policies: deployed.read,
    });
    const apply = new GitHubRole(this, 'apply', {
      deployment,
      purpose: 'apply',
      description: `Applies a saved plan to ${environment}`,
      trust: [github.trustWorkflow(environment, 'deploy-environment.yml')],
      statements: [...state.read(), ...state.write(), ...state.readPlans()],
      policies: { ...deployed.read, ...deployed.write },
    });
    const machine = named('analytics', deployment);
    const report = new GitHubRole(this, 'report', {
      deployment,
      purpose: 'report',
      description: `Makes a report in ${environment}, and follows it`,
      trust: [github.trustEnvironment(`report-${environment}`)],
      statements: [
        allow(
          'StartReports',
          ['states:ListExecutions', 'states:StartExecution'],
          arnOf('states', deployment, `stateMachine:${machine}`),
        ),
        allow(
          'FollowReports',
          ['states:DescribeExecution', 'states:GetExecutionHistory'],
          arnOf('states', deployment, `execution:${machine}:*`),
        ),
      ],
    });

    this.output('state_bucket', "Where Terraform's states and saved plans lie", bucket.name);
    this.output('boundary_arn', 'The most that any service role may do', boundary.arn);
    this.output('github_repository', 'Whose workflows may take on the roles', repository.repository);
    this.output(
      'github_subject_prefix',
      "How the sub claim of the repository's tokens begins",
      repository.subjectPrefix,
    );
    this.output('plan_role_arn', 'For pull requests, and for the search for drift', plan.arn);
    this.output('deploy_plan_role_arn', 'For the plan that main applies', deployPlan.arn);
    this.output('apply_role_arn', `For the GitHub environment ${environment}`, apply.arn);
    this.output('report_role_arn', `For the GitHub environment report-${environment}`, report.arn);
  }
}
