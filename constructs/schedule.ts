import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { type Deployment, named } from './parts/deployment';
import { FunctionWithRole } from './parts/function-with-role';
import { allow, allowPrincipal, onlyFor, policyText, requireTls } from './parts/policy';
import type { ReportWorkflow } from './report-workflow';
import { holds } from './parts/source-location';

export interface ScheduleProps {
  readonly deployment: Deployment;
  readonly reports: ReportWorkflow;
  readonly enabled: boolean;
}

const DAY = 86_400;
const HOUR = 8;
const EVENTBRIDGE = { Service: 'events.amazonaws.com' };

/** Starts the report of the month that has just ended. */
export class Schedule extends Construct {
  readonly enabled: boolean;
  /** Of the 1st of the month, UTC. */
  readonly hour = HOUR;
  readonly ruleName: string;
  /** What the rule invokes. */
  readonly starter: FunctionWithRole;
  readonly queueName: string;
  readonly queueUrl: string;

  constructor(scope: Construct, id: string, { deployment, reports, enabled }: ScheduleProps) {
    super(scope, id);
    const queue = this.deadLetterQueue(deployment);
    this.enabled = enabled;
    this.queueName = queue.name;
    this.queueUrl = queue.url;
    const starter = new FunctionWithRole(this, 'start-analytics-workflow', {
      deployment,
      description: 'Start Analytics Workflow',
      environment: { ENVIRONMENT: deployment.environment, STATE_MACHINE_ARN: reports.stateMachineArn },
      statements: [...reports.startExecutions(), allow('KeepFailed', 'sqs:SendMessage', queue.arn)],
    });
    this.starter = starter;
    this.keepFailed(starter, queue);

    const name = named('send-report-once-a-month', deployment);
    const rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: `Run at ${HOUR}:00 am (UTC) every 1st day of the month`,
      scheduleExpression: `cron(0 ${HOUR} 1 * ? *)`,
      state: enabled ? 'ENABLED' : 'DISABLED',
    });
    this.ruleName = rule.name;

    const permission = new LambdaPermission(this, 'permission', {
      statementId: 'InvokeBySchedule',
      action: 'lambda:InvokeFunction',
      functionName: starter.name,
      principal: EVENTBRIDGE.Service,
      sourceArn: rule.arn,
      sourceAccount: deployment.accountId,
    });
    this.takeUndelivered(deployment, queue, rule.arn);
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      targetId: name,
      arn: starter.arn,
      retryPolicy: { maximumEventAgeInSeconds: DAY, maximumRetryAttempts: 185 },
      deadLetterConfig: { arn: queue.arn },
      dependsOn: [permission],
    });
  }

  /**
   * Two ways lead here. EventBridge brings events that it could not hand to the function within a day; Lambda brings
   * those that the function took and failed on, three times over, which EventBridge counts as delivered.
   */
  private deadLetterQueue(deployment: Deployment): SqsQueue {
    return new SqsQueue(this, 'dead-letter-queue', {
      name: named('report-schedule-dlq', deployment),
      messageRetentionSeconds: 14 * DAY,
      sqsManagedSseEnabled: true,
    });
  }

  private takeUndelivered(deployment: Deployment, queue: SqsQueue, ruleArn: string): void {
    const statements = [
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html#eb-dlq-perms
      allowPrincipal(
        'KeepUndelivered',
        EVENTBRIDGE,
        'sqs:SendMessage',
        queue.arn,
        onlyFor(deployment.accountId, ruleArn),
      ),
      requireTls('sqs:*', queue.arn),
    ];
    const policy = new SqsQueuePolicy(this, 'dead-letter-queue-policy', {
      queueUrl: queue.url,
      policy: policyText(statements),
    });
    holds(policy, statements);
  }

  /**
   * A destination tells what went wrong, with the event; a function's own dead-letter queue would keep the event alone.
   * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  private keepFailed(starter: FunctionWithRole, queue: SqsQueue): void {
    new LambdaFunctionEventInvokeConfig(this, 'failed-events', {
      functionName: starter.name,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 21_600,
      destinationConfig: { onFailure: { destination: queue.arn } },
    });
  }
}
