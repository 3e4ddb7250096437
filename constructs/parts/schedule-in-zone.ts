import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { Construct } from 'constructs';
import { type Deployment } from './deployment';
import type { FunctionWithRole } from './function-with-role';
import { allow, onlyFor } from './policy';
import { cronOf, moments, type ReportSchedule, ruleName } from './report-rule';
import { ServiceRole } from './service-role';
import { RETRIES } from './undelivered-events';

export interface ScheduleInZone {
  readonly deployment: Deployment;
  readonly schedule: ReportSchedule;
  /** The schedule's. */
  readonly timeZone: string;
  readonly handler: FunctionWithRole;
  readonly queue: SqsQueue;
}

/**
 * What the starter reads of a rule's event, by Scheduler's names for it: when it was due, and by which schedule.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
const INPUT = JSON.stringify({
  time: '<aws.scheduler.scheduled-time>',
  resources: ['<aws.scheduler.schedule-arn>'],
});

/**
 * A schedule of EventBridge Scheduler, in a zone, with a role and a group of its own: Scheduler's metrics are by group, and
 * a role's trust is in a group, never in a schedule.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html#monitoring-cloudwatch-dimensions
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function scheduleInZone(
  scope: Construct,
  { deployment, schedule, timeZone, handler, queue }: ScheduleInZone,
): SchedulerSchedule {
  const name = ruleName(schedule, deployment);
  const group = new SchedulerScheduleGroup(scope, 'schedule-group', { name });
  const role = new ServiceRole(scope, 'schedule-role', {
    deployment,
    name,
    description: `What the schedule ${name} may do`,
    service: 'scheduler.amazonaws.com',
    trustCondition: onlyFor(deployment.accountId, group.arn),
    statements: [
      allow('StartReports', 'lambda:InvokeFunction', handler.arn),
      allow('KeepUndelivered', 'sqs:SendMessage', queue.arn),
    ],
  });
  return new SchedulerSchedule(scope, 'schedule', {
    name,
    groupName: group.name,
    description: `Run at ${moments(schedule)}`,
    scheduleExpression: cronOf(schedule),
    scheduleExpressionTimezone: timeZone,
    flexibleTimeWindow: { mode: 'OFF' },
    state: schedule.enabled ? 'ENABLED' : 'DISABLED',
    target: {
      arn: handler.arn,
      roleArn: role.arn,
      input: INPUT,
      retryPolicy: RETRIES,
      deadLetterConfig: { arn: queue.arn },
    },
    // Scheduler checks the role as the schedule is made.
    dependsOn: [role.policy],
  });
}
