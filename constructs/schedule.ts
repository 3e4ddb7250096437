import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { Construct } from 'constructs';
import type { Every } from '../lambdas/shared/report-period';
import { type Deployment } from './parts/deployment';
import { FunctionWithRole } from './parts/function-with-role';
import { cronOf, isFirst, moments, type ReportSchedule, ruleName } from './parts/report-rule';
import { deadLetterQueue, deliver, keepFailed, keepUndelivered } from './parts/undelivered-events';
import type { ReportWorkflow } from './report-workflow';

export interface ScheduleProps {
  readonly deployment: Deployment;
  readonly workflow: ReportWorkflow;
  readonly reports: readonly ReportSchedule[];
}

/** A schedule, and the rule that it is on AWS. */
export interface ScheduledReport {
  readonly schedule: ReportSchedule;
  readonly ruleName: string;
}

/** Starts each report when the month, week or day that it tells of is over: a rule for each, one function for all. */
export class Schedule extends Construct {
  readonly reports: readonly ScheduledReport[];
  /** What the rules invoke. */
  readonly starter: FunctionWithRole;
  readonly queueName: string;
  readonly queueUrl: string;

  constructor(scope: Construct, id: string, { deployment, workflow, reports }: ScheduleProps) {
    super(scope, id);
    const queue = deadLetterQueue(this, deployment, 'report-schedule-dlq');
    this.queueName = queue.name;
    this.queueUrl = queue.url;
    this.starter = new FunctionWithRole(this, 'start-analytics-workflow', {
      deployment,
      description: 'Start Analytics Workflow',
      environment: {
        ENVIRONMENT: deployment.environment,
        STATE_MACHINE_ARN: workflow.stateMachineArn,
        SCHEDULES: JSON.stringify(reportsByRule(reports, deployment)),
      },
      statements: [...workflow.startExecutions(), keepFailed(queue)],
    });

    const rules = reports.map((schedule) => {
      const { name, enabled } = schedule;
      // A part of its own for each but the first, whose address is what it was before there were others.
      const part = isFirst(schedule) ? this : new Construct(this, `${name}-report`);
      const rule = new CloudwatchEventRule(part, 'rule', {
        name: ruleName(schedule, deployment),
        description: `Run at ${moments(schedule)}`,
        scheduleExpression: cronOf(schedule),
        state: enabled ? 'ENABLED' : 'DISABLED',
      });
      deliver(part, {
        deployment,
        rule,
        id: 'target',
        targetId: ruleName(schedule, deployment),
        handler: this.starter,
        queue,
        statementId: isFirst(schedule) ? 'InvokeBySchedule' : `InvokeBySchedule-${name}`,
      });
      return { schedule, rule };
    });
    keepUndelivered(this, {
      deployment,
      ruleArns: rules.map(({ rule }) => rule.arn),
      handler: this.starter,
      queue,
    });
    this.reports = rules.map(({ schedule, rule }) => ({ schedule, ruleName: rule.name }));
  }
}

/** What the starter knows of a rule that fires. */
const reportsByRule = (
  reports: readonly ReportSchedule[],
  deployment: Deployment,
): Readonly<Record<string, { readonly name: string; readonly every: Every }>> =>
  Object.fromEntries(
    reports.map((schedule) => [ruleName(schedule, deployment), { name: schedule.name, every: schedule.every }]),
  );
