import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import type { Construct } from 'constructs';
import { VERIFICATION_PREFIX } from '../../lambdas/report/report-location';
import type { Notifications } from '../notifications';
import type { QueryWorkspace } from '../query-workspace';
import { type Deployment, named } from './deployment';
import { FunctionWithRole } from './function-with-role';
import { deadLetterQueue, deliver, keepFailed, keepUndelivered } from './undelivered-events';

export interface FailureNoticeProps {
  readonly deployment: Deployment;
  readonly queries: QueryWorkspace;
  readonly notifications: Notifications;
  readonly stateMachineArn: string;
}

export interface FailureNotice {
  readonly ruleName: string;
  /** What the rule invokes. */
  readonly notifier: FunctionWithRole;
  readonly noticeQueueName: string;
  readonly noticeQueueUrl: string;
}

/**
 * A report that fails is a report that nobody gets: those who wait for it are told so, where that is true. The marker that
 * a report is published by decides, so a function reads it. For a verification nobody waits; whoever deploys sees its
 * failure there, and operators get the alarms.
 */
export function failureNotice(scope: Construct, props: FailureNoticeProps): FailureNotice {
  const { deployment, queries, notifications, stateMachineArn } = props;
  const queue = deadLetterQueue(scope, deployment, 'report-notice-dlq');
  const notifier = new FunctionWithRole(scope, 'notify-failure', {
    deployment,
    description: 'Tell Subscribers Of A Report That Was Not Sent',
    environment: {
      ENVIRONMENT: deployment.environment,
      APPLICATION: deployment.application,
      S3_QUERY_OUTPUT: queries.bucket.name,
      SNS_TOPIC: notifications.topicArn,
    },
    statements: [...queries.markSent(), ...notifications.notify(), keepFailed(queue)],
  });
  const name = named('report-failed', deployment);
  const rule = new CloudwatchEventRule(scope, 'failure-rule', {
    name,
    description: 'A report failed, timed out or was aborted',
    eventPattern: JSON.stringify({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: {
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        stateMachineArn: [stateMachineArn],
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
        name: [{ 'anything-but': { prefix: VERIFICATION_PREFIX } }],
      },
    }),
  });
  deliver(scope, {
    deployment,
    rule,
    id: 'failure-target',
    targetId: name,
    handler: notifier,
    queue,
    statementId: 'InvokeByFailure',
  });
  keepUndelivered(scope, { deployment, ruleArns: [rule.arn], handler: notifier, queue });
  return { ruleName: rule.name, notifier, noticeQueueName: queue.name, noticeQueueUrl: queue.url };
}
