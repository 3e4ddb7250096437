import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { S3Backend, TerraformElement, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import { EventCollection } from '../constructs/event-collection';
import { Notifications } from '../constructs/notifications';
import { QueryWorkspace } from '../constructs/query-workspace';
import { ReportWorkflow } from '../constructs/report-workflow';
import { Schedule } from '../constructs/schedule';
import type { ValidSettings } from './settings';

/** Locking the state with S3 alone is stable from 1.11 on; patches may differ, nothing else. */
const TERRAFORM = '~> 1.11.0';

/** The whole of one environment. Providers' versions are those that the packages in package.json were made for. */
export class AnalyticsStack extends TerraformStack {
  constructor(scope: Construct, settings: ValidSettings) {
    super(scope, settings.environment);
    this.terraform(settings);

    const deployment = settings;
    const events = new EventCollection(this, 'event-collection', { deployment, eventsSince: settings.eventsSince });
    const queries = new QueryWorkspace(this, 'query-workspace', {
      deployment,
      athenaScanLimitBytes: settings.athenaScanLimitBytes,
    });
    const notifications = new Notifications(this, 'notifications', { deployment, subscribers: settings.subscribers });
    const reports = new ReportWorkflow(this, 'report-workflow', {
      deployment,
      events,
      queries,
      notifications,
      lateArrivalDays: settings.lateArrivalDays,
    });
    const schedule = new Schedule(this, 'schedule', { deployment, reports, enabled: settings.schedule.enabled });

    this.output('events_bucket', 'Where the events lie', events.bucket.name);
    this.output('events_stream', 'Where producers send events (firehose put-record)', events.streamName);
    this.output('events_database', 'Glue database of the events', events.databaseName);
    this.output('events_table', 'Glue table of the events', events.tableName);
    this.output('producer_policy_arn', 'Attach this to whoever sends events', events.producerPolicyArn);
    this.output('query_output_bucket', "Where queries' results lie", queries.bucket.name);
    this.output('workgroup', 'Athena workgroup of the reports', queries.workgroupName);
    this.output('topic_arn', 'Who subscribes to this gets the reports', notifications.topicArn);
    this.output('state_machine_arn', 'Start this to make a report', reports.stateMachineArn);
    this.output('failure_rule', 'EventBridge rule that tells of failed reports', reports.failureRuleName);
    this.output('schedule_rule', 'EventBridge rule that starts the monthly report', schedule.ruleName);
    this.output('schedule_dlq_url', 'Schedule events that could not be delivered', schedule.deadLetterQueueUrl);
  }

  private terraform({ application, environment, region, accountId, tags }: ValidSettings): void {
    new AwsProvider(this, 'aws', {
      region,
      // Credentials of another account change nothing there.
      allowedAccountIds: [accountId],
      defaultTags: [{ tags: { Application: application, Environment: environment, ManagedBy: 'terraform', ...tags } }],
    });
    new ArchiveProvider(this, 'archive');
    new NullProvider(this, 'null');
    new S3Backend(this, {
      bucket: `terraform-state-${application}-${accountId}`,
      key: `${environment}/analytics.tfstate`,
      region,
      encrypt: true,
      allowedAccountIds: [accountId],
    });
    // cdktf 0.21 has no type for it.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    this.addOverride('terraform.required_version', TERRAFORM);
  }

  private output(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }

  /**
   * Addresses are the construct's path, as AWS CDK hides `Resource`: `aws_iam_role.schedule_start-analytics-workflow_role`.
   * CDKTF's own names end in a hash. Renaming a construct replaces its resources, so ids stay as they are.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = scopes.slice(scopes.indexOf(this) + 1).map(({ node }) => node.id);
    return ids.filter((id) => id !== 'Resource').join('_');
  }
}
