import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Backend, TerraformElement, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import { stateBucketName } from '../../constructs/deploy-access/state-bucket';
import { type Program, requiredVersion } from '../../scripts/programs/tool';
import { AWS_PROVIDER } from './aws-provider';
import { requireOneCopy } from './one-copy';
import type { ValidSettings } from '../settings';

export interface EnvironmentStackProps {
  readonly settings: ValidSettings;
  /** Of the stack and of its folder. */
  readonly name: string;
  /** The state is `<environment>/<state>.tfstate`. */
  readonly state: string;
  /** What plans and applies it. */
  readonly program: Program;
}

/**
 * A stack of one environment: in its account alone, with its tags, its state in the account's own bucket. It says
 * which program it is made for; but for AWS's, providers' versions are those that the packages in package.json were made for.
 */
export class EnvironmentStack extends TerraformStack {
  constructor(scope: Construct, { settings, name, state, program }: EnvironmentStackProps) {
    requireOneCopy();
    super(scope, name);
    const { application, environment, region, accountId, tags } = settings;
    new AwsProvider(this, 'aws', {
      region,
      // Credentials of another account change nothing there.
      allowedAccountIds: [accountId],
      defaultTags: [{ tags: { Application: application, Environment: environment, ManagedBy: 'terraform', ...tags } }],
    });
    new S3Backend(this, {
      bucket: stateBucketName(settings),
      key: `${environment}/${state}.tfstate`,
      region,
      encrypt: true,
      allowedAccountIds: [accountId],
    });
    // cdktf 0.21 has no type for it.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    this.addOverride('terraform.required_version', requiredVersion(program));
    this.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER);
    // Beside what CDKTF writes there: neither program reads it, the pipelines do.
    this.addOverride('//.program', program);
  }

  protected output(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }

  /**
   * Addresses are the construct's path, as AWS CDK hides `Resource`: `aws_iam_role.schedule_start-analytics-workflow_role`.
   * CDKTF's own names end in a hash. Renaming a construct replaces its resources, so ids stay as they are.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = scopes.slice(scopes.indexOf(this) + 1).map(({ node }) => node.id);
    return ids.filter((id) => id !== 'Resource').join('_');
  }
}
