import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { Construct } from 'constructs';
import { type Deployment, named } from './parts/deployment';
import { FunctionWithRole } from './parts/function-with-role';
import { deadLetterQueue, deliver, keepFailed } from './parts/undelivered-events';
import type { ReportWorkflow } from './report-workflow';

export interface ScheduleProps {
  readonly deployment: Deployment;
  readonly reports: ReportWorkflow;
  readonly enabled: boolean;
}

const HOUR = 8;

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
    const queue = deadLetterQueue(this, deployment, 'report-schedule-dlq');
    this.enabled = enabled;
    this.queueName = queue.name;
    this.queueUrl = queue.url;
    this.starter = new FunctionWithRole(this, 'start-analytics-workflow', {
      deployment,
      description: 'Start Analytics Workflow',
      environment: { ENVIRONMENT: deployment.environment, STATE_MACHINE_ARN: reports.stateMachineArn },
      statements: [...reports.startExecutions(), keepFailed(queue)],
    });

    const name = named('send-report-once-a-month', deployment);
    const rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: `Run at ${HOUR}:00 am (UTC) every 1st day of the month`,
      scheduleExpression: `cron(0 ${HOUR} 1 * ? *)`,
      state: enabled ? 'ENABLED' : 'DISABLED',
    });
    this.ruleName = rule.name;
    deliver(this, {
      deployment,
      rule,
      id: 'target',
      targetId: name,
      handler: this.starter,
      queue,
      statementId: 'InvokeBySchedule',
    });
  }
}
