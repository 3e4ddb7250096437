import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Deployment } from './deployment';
import { boundaryArn } from './pipeline-names';
import { policyText, type Statement, trust, type Condition } from './policy';
import { holds } from './source-location';

export interface ServiceRoleProps {
  readonly deployment: Deployment;
  readonly name: string;
  readonly description: string;
  /** e.g. `firehose.amazonaws.com` */
  readonly service: string;
  /** Narrows who may make the service assume this role, where the service supports it. */
  readonly trustCondition?: Condition;
  readonly statements: readonly Statement[];
}

/** A role that one AWS service assumes, with everything it may do in one inline policy, and within the boundary. */
export class ServiceRole extends Construct {
  readonly arn: string;
  /** What is created with this role must wait for it: services check a role's permissions as they are created. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const trusted = [trust(props.service, props.trustCondition)];
    const role = new IamRole(this, 'Resource', {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyText(trusted),
      permissionsBoundary: boundaryArn(props.deployment),
    });
    holds(role, trusted);
    this.arn = role.arn;
    this.policy = new IamRolePolicy(this, 'policy', {
      name: 'access',
      role: role.name,
      policy: policyText(props.statements),
    });
    holds(this.policy, props.statements);
  }
}
