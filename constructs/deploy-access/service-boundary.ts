import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { arnOf, type Deployment } from '../parts/deployment';
import { boundaryName } from '../parts/pipeline-names';
import { allow, deny, denyAllBut, policyText, type Statement } from '../parts/policy';
import { holds } from '../parts/source-location';

/**
 * The most that any role of the analytics stack may ever do, whatever policies the pipelines write into it: what the
 * stack's services do with data, on things that bear the stack's names. It grants nothing by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 *
 * A service role that needs another action needs it here, too, and `npm run bootstrap` by an administrator: that is what
 * the boundary is for.
 */
export class ServiceBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { deployment }: { readonly deployment: Deployment }) {
    super(scope, id);
    const allowed = [...withinStack(deployment), ...withoutResource()];
    const statements = [...allowed, ...nothingElse(allowed, deployment.region)];
    const policy = new IamPolicy(this, 'Resource', {
      name: boundaryName(deployment),
      description: 'The most that any service role of the analytics stack may do',
      policy: policyText(statements),
    });
    holds(policy, statements);
    this.arn = policy.arn;
  }
}

function withinStack(deployment: Deployment): Statement[] {
  const { application, environment, region, accountId } = deployment;
  const [suffix, prefix] = [`*-${environment}-${application}`, `${environment}-${application}-*`];
  const buckets = `arn:aws:s3:::${suffix}-${accountId}`;
  const glue = (resource: string) => arnOf('glue', deployment, resource);
  const [catalog, database, table] = [glue('catalog'), glue(`database/${suffix}`), glue(`table/${suffix}/${suffix}`)];
  return [
    allow(
      'Objects',
      ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
      `${buckets}/*`,
    ),
    allow('Buckets', ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], buckets),
    // Athena looks for `default`, whatever a query reads: event-collection.ts.
    allow('Database', 'glue:GetDatabase', [catalog, database, glue('database/default')]),
    allow('Table', ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'], [catalog, database, table]),
    allow(
      'Queries',
      ['athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StartQueryExecution'],
      arnOf('athena', deployment, `workgroup/${suffix}`),
    ),
    allow('Functions', 'lambda:InvokeFunction', arnOf('lambda', deployment, `function:${prefix}`)),
    allow('StateMachines', 'states:StartExecution', arnOf('states', deployment, `stateMachine:${suffix}`)),
    allow('Topics', 'sns:Publish', arnOf('sns', deployment, suffix)),
    allow('Queues', 'sqs:SendMessage', arnOf('sqs', deployment, suffix)),
    // A key's id is drawn by AWS, and says nothing of whose key it is: only by way of a topic, then.
    allow('TopicKeys', ['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('kms', deployment, 'key/*'), {
      StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` },
    }),
    allow(
      'FunctionLogs',
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      arnOf('logs', deployment, `log-group:/aws/lambda/${prefix}:*`),
    ),
    allow(
      'StreamLogs',
      'logs:PutLogEvents',
      arnOf('logs', deployment, `log-group:/aws/kinesisfirehose/${suffix}:log-stream:*`),
    ),
  ];
}

/** These actions take no resource: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const withoutResource = (): Statement[] => [
  allow(
    'LogDelivery',
    [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    '*',
  ),
  allow(
    'Traces',
    ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    '*',
  ),
];

/**
 * A policy on a resource can allow to a session what its boundary merely does not mention: whatever action is not allowed
 * above is denied, then, and a key by any other way than its topic.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function nothingElse(allowed: readonly Statement[], region: string): Statement[] {
  return [
    denyAllBut('NothingElse', [...new Set(allowed.flatMap(({ Action = [] }) => Action))].sort()),
    deny('NoKeyButATopics', 'kms:*', '*', { StringNotEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } }),
  ];
}
