import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import type { Construct } from 'constructs';
import { type Deployment, named } from './deployment';
import type { FunctionWithRole } from './function-with-role';
import { allow, allowPrincipal, onlyFor, policyText, requireTls, type Statement } from './policy';
import { holds } from './source-location';

const DAY = 86_400;
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html; Scheduler takes no more, either. */
export const RETRIES = { maximumEventAgeInSeconds: DAY, maximumRetryAttempts: 185 };
const EVENTBRIDGE = { Service: 'events.amazonaws.com' };

/**
 * Where events of a rule are kept that came to nothing. Two ways lead here. EventBridge brings those that it could not
 * hand to the function within a day; Lambda brings those that the function took and failed on, three times over, which
 * EventBridge counts as delivered.
 * @param what the queue is `<what>-<environment>-<application>`
 */
export const deadLetterQueue = (scope: Construct, deployment: Deployment, what: string): SqsQueue =>
  new SqsQueue(scope, 'dead-letter-queue', {
    name: named(what, deployment),
    messageRetentionSeconds: 14 * DAY,
    sqsManagedSseEnabled: true,
  });

/** What the function's role needs for Lambda to bring them. */
export const keepFailed = (queue: SqsQueue): Statement => allow('KeepFailed', 'sqs:SendMessage', queue.arn);

/** How a rule's events reach a function. */
export interface Delivery {
  readonly deployment: Deployment;
  readonly rule: { readonly name: string; readonly arn: string };
  /** The target's. */
  readonly id: string;
  readonly targetId: string;
  readonly handler: FunctionWithRole;
  readonly queue: SqsQueue;
  /** The permission's. */
  readonly statementId: string;
}

export function deliver(scope: Construct, delivery: Delivery): void {
  const { deployment, rule, id, targetId, handler, queue, statementId } = delivery;
  const permission = new LambdaPermission(scope, 'permission', {
    statementId,
    action: 'lambda:InvokeFunction',
    functionName: handler.name,
    principal: EVENTBRIDGE.Service,
    sourceArn: rule.arn,
    sourceAccount: deployment.accountId,
  });
  new CloudwatchEventTarget(scope, id, {
    rule: rule.name,
    targetId,
    arn: handler.arn,
    retryPolicy: RETRIES,
    deadLetterConfig: { arn: queue.arn },
    dependsOn: [permission],
  });
}

/** What rules hand to one function, and one queue keeps. */
export interface Kept {
  readonly deployment: Deployment;
  readonly ruleArns: readonly string[];
  readonly handler: FunctionWithRole;
  readonly queue: SqsQueue;
}

/** So that no event of the rules comes to its end in silence. */
export function keepUndelivered(scope: Construct, { deployment, ruleArns, handler, queue }: Kept): void {
  keepWhatFailed(scope, handler, queue);
  const [first, ...more] = ruleArns;
  const statements = [
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html#eb-dlq-perms
    ...(first === undefined
      ? []
      : [
          allowPrincipal(
            'KeepUndelivered',
            EVENTBRIDGE,
            'sqs:SendMessage',
            queue.arn,
            onlyFor(deployment.accountId, more.length === 0 ? first : ruleArns),
          ),
        ]),
    requireTls('sqs:*', queue.arn),
  ];
  const policy = new SqsQueuePolicy(scope, 'dead-letter-queue-policy', {
    queueUrl: queue.url,
    policy: policyText(statements),
  });
  holds(policy, statements);
}

/**
 * A destination tells what went wrong, with the event; a function's own dead-letter queue would keep the event alone.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
function keepWhatFailed(scope: Construct, handler: FunctionWithRole, queue: SqsQueue): void {
  new LambdaFunctionEventInvokeConfig(scope, 'failed-events', {
    functionName: handler.name,
    maximumRetryAttempts: 2,
    maximumEventAgeInSeconds: 21_600,
    destinationConfig: { onFailure: { destination: queue.arn } },
  });
}
