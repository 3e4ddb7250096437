import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { Construct } from 'constructs';
import { type Deployment, functionNamed } from './deployment';
import { allow, type Statement } from './policy';
import { RUNTIME } from './node-version';
import { FunctionArchive } from './function-archive';
import { ServiceRole } from './service-role';

export interface FunctionWithRoleProps {
  readonly deployment: Deployment;
  readonly description: string;
  /** The handler that it runs, where another function of the stack runs that one, too: `lambdas/<code>.ts`. */
  readonly code?: string;
  /** Only what the handler reads. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Only what the handler calls; writing its log is added. */
  readonly statements: readonly Statement[];
}

/**
 * A Lambda function, the role that only it uses, and its log group. The construct's id is the function's name, and that of
 * its handler, `lambdas/<id>.ts`, unless it runs another's code.
 */
export class FunctionWithRole extends Construct {
  /**
   * The unqualified ARN, which runs the newest version. A version's ARN would change with every deployment, and take
   * the permission away from executions that still run.
   */
  readonly arn: string;
  readonly name: string;

  constructor(
    scope: Construct,
    readonly handler: string,
    props: FunctionWithRoleProps,
  ) {
    super(scope, handler);
    const { deployment, description, environment } = props;
    const name = functionNamed(handler, deployment);

    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: `/aws/lambda/${name}`,
      retentionInDays: deployment.retentionInDays,
    });
    const role = new ServiceRole(this, 'role', {
      deployment,
      name,
      description: `What ${name} may do`,
      // Lambda does not send aws:SourceArn or aws:SourceAccount when it assumes an execution role.
      service: 'lambda.amazonaws.com',
      statements: [
        ...props.statements,
        // Terraform makes the log group, so the function needs no logs:CreateLogGroup.
        allow('WriteOwnLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], `${logGroup.arn}:*`),
      ],
    });
    const archive = new FunctionArchive(this, 'bundle', { handler: props.code ?? handler, zip: handler });

    const lambda = new LambdaFunction(this, 'Resource', {
      functionName: name,
      description,
      filename: archive.path,
      sourceCodeHash: archive.hash,
      handler: 'index.handler',
      runtime: RUNTIME,
      architectures: ['arm64'],
      memorySize: 256,
      timeout: 60,
      publish: true,
      role: role.arn,
      ...(environment && { environment: { variables: { ...environment } } }),
      dependsOn: [logGroup, role.policy, archive.smokeTest],
    });
    this.arn = lambda.arn;
    this.name = lambda.functionName;
  }
}
