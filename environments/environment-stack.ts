import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Backend, TerraformElement, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import { stateBucketName } from '../constructs/state-bucket';
import type { ValidSettings } from './settings';

/** Locking the state with S3 alone is stable from 1.11 on; patches may differ, nothing else. */
const TERRAFORM = '~> 1.11.0';

export interface EnvironmentStackProps {
  readonly settings: ValidSettings;
  /** Of the stack and of its folder. */
  readonly name: string;
  /** The state is `<environment>/<state>.tfstate`. */
  readonly state: string;
}

/**
 * A stack of one environment: in its account alone, with its tags, its state in the account's own bucket. Providers'
 * versions are those that the packages in package.json were made for.
 */
export class EnvironmentStack extends TerraformStack {
  constructor(scope: Construct, { settings, name, state }: EnvironmentStackProps) {
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
    this.addOverride('terraform.required_version', TERRAFORM);
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
