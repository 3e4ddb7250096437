import { Construct } from 'constructs';
import { alarm, alarmArn, type AlarmDefinition } from './monitoring/alarm';
import { collectionAlarms } from './monitoring/collection';
import { functionAlarms } from './monitoring/functions';
import { noticeAlarms, reportAlarms, scheduleAlarms } from './monitoring/reports';
import { dashboard } from './monitoring/dashboard';
import type { Deployment } from './parts/deployment';
import type { EventCollection } from './event-collection';
import { encryptedTopic, type Subscriber } from './parts/encrypted-topic';
import { allowPrincipal, onlyFor } from './parts/policy';
import type { QueryWorkspace } from './query-workspace';
import type { ReportWorkflow } from './report-workflow';
import type { Schedule } from './schedule';

export interface MonitoringProps {
  readonly deployment: Deployment;
  readonly events: EventCollection;
  readonly queries: QueryWorkspace;
  /** Athena cancels a query that reads more, in bytes. */
  readonly athenaScanLimitBytes: number;
  readonly reports: ReportWorkflow;
  readonly schedule: Schedule;
  /** Who gets the alarms. */
  readonly operators: readonly Subscriber[];
}

const CLOUDWATCH = { Service: 'cloudwatch.amazonaws.com' };

/** The alarms, the topic that tells operators of them, and the dashboard. */
export class Monitoring extends Construct {
  readonly topicArn: string;
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { deployment } = props;
    const definitions = alarms(props);
    const operations = this.operations(props, definitions);
    this.topicArn = operations.topic.arn;
    const arns = definitions.map((definition) => alarm(this, definition, deployment, operations).arn);
    this.dashboardName = dashboard(this, deployment, pipeline(props), arns).dashboardName;
  }

  /** Not the reports' topic: those who read reports can't mend them. */
  private operations({ deployment, operators }: MonitoringProps, definitions: readonly AlarmDefinition[]) {
    // SNS's guide has both keys in the policy of a topic's key, for every service but EventBridge, and refers to the
    // service's own guide for details; CloudWatch's has them in the topic's policy, and says nothing of the key.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/US_SetupSNS.html
    // AWS's own MDAA grants both to CloudWatch in the same way, which is the form chosen here:
    // https://aws.github.io/modern-data-architecture-accelerator/typedocs/functions/_aws-mdaa_cloudwatch-constructs.grantCloudWatchAlarmsTopicAccess.html
    const ours = onlyFor(
      deployment.accountId,
      definitions.map((definition) => alarmArn(definition, deployment)),
    );
    return encryptedTopic(this, {
      deployment,
      what: 'operations',
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
      service: {
        publishes: (topicArn) => allowPrincipal('PublishAlarms', CLOUDWATCH, 'sns:Publish', topicArn, ours),
        // https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
        usesKey: allowPrincipal('EncryptAlarms', CLOUDWATCH, ['kms:Decrypt', 'kms:GenerateDataKey'], '*', ours),
      },
      subscribers: operators,
    });
  }
}

const alarms = ({ events, reports, schedule }: MonitoringProps): AlarmDefinition[] => [
  ...collectionAlarms({ streamName: events.streamName, bucketName: events.bucket.name }),
  ...reportAlarms(reports),
  ...noticeAlarms(reports.failures),
  ...scheduleAlarms(reports, schedule),
  ...[...reports.taskFunctions, schedule.starter, reports.failures.notifier].flatMap(({ handler, name }) =>
    functionAlarms(handler, name),
  ),
];

const pipeline = ({ events, queries, athenaScanLimitBytes, reports, schedule }: MonitoringProps) => ({
  streamName: events.streamName,
  workgroupName: queries.workgroupName,
  athenaScanLimitBytes,
  stateMachineArn: reports.stateMachineArn,
  schedules: schedule.reports.length > 1 ? schedule.reports : [],
  functionNames: [schedule.starter, ...reports.taskFunctions, reports.failures.notifier].map(({ name }) => name),
  queueNames: [schedule.queueName, reports.failures.noticeQueueName],
});
