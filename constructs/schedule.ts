import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { Construct } from 'constructs';
import type { Every } from '../lambdas/shared/report-period';
import { type Deployment } from './parts/deployment';
import { FunctionWithRole } from './parts/function-with-role';
import { cronOf, isFirst, moments, type ReportSchedule, ruleName } from './parts/report-rule';
import { scheduleInZone } from './parts/schedule-in-zone';
import { deadLetterQueue, deliver, keepFailed, keepUndelivered } from './parts/undelivered-events';
import type { ReportWorkflow } from './report-workflow';

export interface ScheduleProps {
  readonly deployment: Deployment;
  readonly workflow: ReportWorkflow;
  readonly reports: readonly ReportSchedule[];
}

/** A schedule, and the name that it has on AWS: of its rule, or, in a zone, of its schedule and the schedule's group. */
export interface ScheduledReport {
  readonly schedule: ReportSchedule;
  readonly name: string;
}

/**
 * Starts each report when the month, week or day that it tells of is over: a rule for each, or where it is of a zone a
 * schedule, never both; one function for all.
 */
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
        SCHEDULES: JSON.stringify(reportsByName(reports, deployment)),
      },
      statements: [...workflow.startExecutions(), keepFailed(queue)],
    });

    const made = reports.map((schedule) => {
      const { name, enabled, timeZone } = schedule;
      // A part of its own for each but the first, whose address is what it was before there were others.
      const part = isFirst(schedule) ? this : new Construct(this, `${name}-report`);
      if (timeZone !== undefined) {
        const inZone = scheduleInZone(part, { deployment, schedule, timeZone, handler: this.starter, queue });
        return { report: { schedule, name: inZone.name }, ruleArns: [] };
      }
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
      return { report: { schedule, name: rule.name }, ruleArns: [rule.arn] };
    });
    keepUndelivered(this, {
      deployment,
      ruleArns: made.flatMap(({ ruleArns }) => ruleArns),
      handler: this.starter,
      queue,
    });
    this.reports = made.map(({ report }) => report);
  }
}

/** What the starter knows of a rule or schedule that fires. */
const reportsByName = (
  reports: readonly ReportSchedule[],
  deployment: Deployment,
): Readonly<Record<string, { readonly name: string; readonly every: Every }>> =>
  Object.fromEntries(
    reports.map((schedule) => [ruleName(schedule, deployment), { name: schedule.name, every: schedule.every }]),
  );
