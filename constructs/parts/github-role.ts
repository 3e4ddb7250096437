import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import type { Deployment } from './deployment';
import { githubRoleName, type Purpose } from './pipeline-names';
import { policyText, type Statement } from './policy';
import { holds } from './source-location';

export interface GitHubRoleProps {
  readonly deployment: Deployment;
  readonly purpose: Purpose;
  readonly description: string;
  /** Whose tokens it takes. */
  readonly trust: readonly Statement[];
  /** What it alone may do. */
  readonly statements: readonly Statement[];
  /** ARNs of what it shares with other roles, by an id that stays. */
  readonly policies?: Readonly<Record<string, string>>;
}

const HOUR = 3600;

/** A role that jobs of our workflows take on, for an hour at most. */
export class GitHubRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GitHubRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'Resource', {
      name: githubRoleName(props.purpose, props.deployment),
      description: props.description,
      maxSessionDuration: HOUR,
      assumeRolePolicy: policyText(props.trust),
    });
    holds(role, props.trust);
    this.arn = role.arn;
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'access',
      role: role.name,
      policy: policyText(props.statements),
    });
    holds(policy, props.statements);
    for (const [name, policyArn] of Object.entries(props.policies ?? {})) {
      new IamRolePolicyAttachment(this, name, { role: role.name, policyArn });
    }
  }
}
