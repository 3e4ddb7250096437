import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { type Deployment, named } from './deployment';
import { FunctionWithRole } from './parts/function-with-role';
import { allowPrincipal, onlyFor, policyText, requireTls } from './policy';
import type { ReportWorkflow } from './report-workflow';
import { holds } from './source-location';

export interface ScheduleProps {
  readonly deployment: Deployment;
  readonly reports: ReportWorkflow;
  readonly enabled: boolean;
}

const DAY = 86_400;
const EVENTBRIDGE = { Service: 'events.amazonaws.com' };

/** Starts the report of the month that has just ended. */
export class Schedule extends Construct {
  readonly ruleName: string;
  readonly deadLetterQueueUrl: string;

  constructor(scope: Construct, id: string, { deployment, reports, enabled }: ScheduleProps) {
    super(scope, id);
    const starter = new FunctionWithRole(this, 'start-analytics-workflow', {
      deployment,
      description: 'Start Analytics Workflow',
      environment: { ENVIRONMENT: deployment.environment, STATE_MACHINE_ARN: reports.stateMachineArn },
      statements: reports.startExecutions(),
    });

    const name = named('send-report-once-a-month', deployment);
    const rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: 'Run at 8:00 am (UTC) every 1st day of the month',
      scheduleExpression: 'cron(0 8 1 * ? *)',
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
    const queue = this.deadLetterQueue(deployment, rule.arn);
    this.deadLetterQueueUrl = queue.url;
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      targetId: name,
      arn: starter.arn,
      retryPolicy: { maximumEventAgeInSeconds: DAY, maximumRetryAttempts: 185 },
      deadLetterConfig: { arn: queue.arn },
      dependsOn: [permission],
    });
  }

  /** Keeps the schedule's events that could not be handed to the function within a day. */
  private deadLetterQueue(deployment: Deployment, ruleArn: string): SqsQueue {
    const queue = new SqsQueue(this, 'dead-letter-queue', {
      name: named('report-schedule-dlq', deployment),
      messageRetentionSeconds: 14 * DAY,
      sqsManagedSseEnabled: true,
    });
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
    return queue;
  }
}
