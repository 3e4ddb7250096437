import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import type { Construct } from 'constructs';
import { Budget } from '../constructs/monitoring/budget';
import { EventCollection } from '../constructs/event-collection';
import { Monitoring } from '../constructs/monitoring';
import { Notifications } from '../constructs/notifications';
import { QueryWorkspace } from '../constructs/query-workspace';
import { ReportWorkflow } from '../constructs/report-workflow';
import { isFirst } from '../constructs/parts/report-rule';
import { Schedule } from '../constructs/schedule';
import { type Program } from '../scripts/programs/tool';
import { EnvironmentStack } from './parts/environment-stack';
import type { ValidSettings } from './settings';

/** The whole of one environment: what the pipelines plan and apply. */
export class AnalyticsStack extends EnvironmentStack {
  constructor(scope: Construct, settings: ValidSettings, program: Program) {
    super(scope, { settings, name: settings.environment, state: 'analytics', program });
    new ArchiveProvider(this, 'archive');
    new NullProvider(this, 'null');

    const deployment = settings;
    const events = new EventCollection(this, 'event-collection', { deployment, eventsSince: settings.eventsSince });
    const queries = new QueryWorkspace(this, 'query-workspace', {
      deployment,
      athenaScanLimitBytes: settings.athenaScanLimitBytes,
    });
    const notifications = new Notifications(this, 'notifications', { deployment, subscribers: settings.subscribers });
    const workflow = new ReportWorkflow(this, 'report-workflow', {
      deployment,
      events,
      queries,
      notifications,
      lateArrivalDays: settings.lateArrivalDays,
    });
    const schedule = new Schedule(this, 'schedule', { deployment, workflow, reports: settings.reports });

    const monitoring = new Monitoring(this, 'monitoring', {
      deployment,
      events,
      queries,
      reports: workflow,
      schedule,
      athenaScanLimitBytes: settings.athenaScanLimitBytes,
      operators: settings.operators,
    });
    if (settings.monthlyBudgetUsd !== undefined) {
      new Budget(this, 'budget', { deployment, usd: settings.monthlyBudgetUsd, operators: settings.operators });
    }

    this.output('events_bucket', 'Where the events lie', events.bucket.name);
    this.output('events_stream', 'Where producers send events (firehose put-record)', events.streamName);
    this.output('events_database', 'Glue database of the events', events.databaseName);
    this.output('events_table', 'Glue table of the events', events.tableName);
    this.output('producer_policy_arn', 'Attach this to whoever sends events', events.producerPolicyArn);
    this.output('query_output_bucket', "Where queries' results lie", queries.bucket.name);
    this.output('workgroup', 'Athena workgroup of the reports', queries.workgroupName);
    this.output('topic_arn', 'Who subscribes to this gets the reports', notifications.topicArn);
    this.output('state_machine_arn', 'Start this to make a report', workflow.stateMachineArn);
    this.output('failure_rule', 'EventBridge rule that tells of failed reports', workflow.failures.ruleName);
    for (const { schedule: report, name } of schedule.reports) {
      const [kind, what] = report.timeZone === undefined ? ['rule', 'rule'] : ['in_zone', 'schedule'];
      const output = isFirst(report) ? `schedule_${kind}` : `schedule_${kind}_${report.name}`;
      this.output(output, `EventBridge ${what} that starts the ${report.name} report`, name);
    }
    this.output('schedule_dlq_url', 'Schedule events that could not be delivered', schedule.queueUrl);
    this.output('notice_dlq_url', 'Failures that subscribers could not be told of', workflow.failures.noticeQueueUrl);
    this.output('operations_topic_arn', 'Who subscribes to this gets the alarms', monitoring.topicArn);
    this.output('dashboard', 'CloudWatch dashboard of the pipeline', monitoring.dashboardName);
  }
}
