import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import type { Construct } from 'constructs';
import type { Rendered } from '../../state-machines/language/rendered/render';
import { arnOf, type Deployment, named } from './deployment';
import { allow, onlyFor } from './policy';
import { ServiceRole } from './service-role';

export interface WorkflowProps {
  readonly deployment: Deployment;
  /** The machine is `<what>-<environment>-<application>`; no other of the stack is called so. */
  readonly what: string;
  readonly rendered: Rendered;
}

/** A standard state machine with its log group, and the role that only it uses: what its definition calls, and no more. */
export function workflow(scope: Construct, { deployment, what, rendered }: WorkflowProps): SfnStateMachine {
  const name = named(what, deployment);
  // Names under vendedlogs don't count against the size of CloudWatch Logs' resource policy.
  // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
  const logGroup = new CloudwatchLogGroup(scope, 'log-group', {
    name: `/aws/vendedlogs/states/${name}`,
    retentionInDays: deployment.retentionInDays,
  });
  const role = new ServiceRole(scope, 'role', {
    deployment,
    name: `${named('state-machine-role', deployment)}-${what}`,
    description: `What the state machine ${name} may do`,
    service: 'states.amazonaws.com',
    // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html#prevent-cross-service-confused-deputy
    trustCondition: onlyFor(deployment.accountId, arnOf('states', deployment, `stateMachine:${name}`)),
    statements: [
      ...rendered.permissions.map(({ sid, actions, resources, condition }) =>
        allow(sid, actions, resources, condition),
      ),
      ...deliverLogs(),
      ...traceExecutions(),
    ],
  });
  return new SfnStateMachine(scope, 'state-machine', {
    name,
    type: 'STANDARD',
    roleArn: role.arn,
    definition: JSON.stringify(rendered.definition, null, 2),
    loggingConfiguration: { level: 'ALL', includeExecutionData: true, logDestination: `${logGroup.arn}:*` },
    tracingConfiguration: { enabled: true },
    dependsOn: [role.policy],
  });
}

/**
 * Log delivery takes no resource: "*" is the only one that these actions accept.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
 */
const deliverLogs = () => [
  allow(
    'DeliverLogs',
    [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    '*',
  ),
];

/** Nor does X-Ray: https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html */
const traceExecutions = () => [
  allow(
    'TraceExecutions',
    ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    '*',
  ),
];
