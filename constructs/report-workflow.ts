import { Construct } from 'constructs';
import { render } from '../state-machines/language/rendered/render';
import { report } from '../state-machines/report';
import type { Deployment } from './parts/deployment';
import type { EventCollection } from './event-collection';
import { type FailureNotice, failureNotice } from './parts/failure-notice';
import type { Notifications } from './notifications';
import { FunctionWithRole } from './parts/function-with-role';
import { allow, type Statement } from './parts/policy';
import { workflow } from './parts/workflow';
import type { QueryWorkspace } from './query-workspace';

export interface ReportWorkflowProps {
  readonly deployment: Deployment;
  readonly events: EventCollection;
  readonly queries: QueryWorkspace;
  readonly notifications: Notifications;
  /** How many days after its own an event may still arrive and be counted. */
  readonly lateArrivalDays: number;
}

/** The state machine that queries a period's events and sends the report, and the functions that it calls. */
export class ReportWorkflow extends Construct {
  readonly stateMachineArn: string;
  /** How one that fails is told. */
  readonly failures: FailureNotice;
  /** Those that the state machine calls. */
  readonly taskFunctions: readonly FunctionWithRole[];

  constructor(scope: Construct, id: string, props: ReportWorkflowProps) {
    super(scope, id);
    const { deployment } = props;
    const rendered = render(report, this.functions(props));
    this.taskFunctions = this.node.children.filter((child) => child instanceof FunctionWithRole);

    const stateMachine = workflow(this, { deployment, what: 'analytics', rendered });
    this.stateMachineArn = stateMachine.arn;
    this.failures = failureNotice(this, { ...props, stateMachineArn: stateMachine.arn });
  }

  private functions({ deployment, events, queries, notifications, lateArrivalDays }: ReportWorkflowProps) {
    const startQueryExecution = new FunctionWithRole(this, 'start-query-execution', {
      deployment,
      description: 'Start Athena Query Execution',
      environment: {
        ATHENA_DATABASE: events.databaseName,
        EVENTS_TABLE: events.tableName,
        ATHENA_WORKGROUP: queries.workgroupName,
        LATE_ARRIVAL_DAYS: String(lateArrivalDays),
      },
      statements: [...queries.startQueries(), ...events.readEvents()],
    });
    const checkQueryExecution = new FunctionWithRole(this, 'check-query-execution', {
      deployment,
      description: 'Check Athena Query Execution',
      statements: queries.followQueries(),
    });
    const sendReport = new FunctionWithRole(this, 'send-report', {
      deployment,
      description: 'Send Analytics',
      environment: {
        ENVIRONMENT: deployment.environment,
        APPLICATION: deployment.application,
        LATE_ARRIVAL_DAYS: String(lateArrivalDays),
        EVENTS_BUCKET: events.bucket.name,
        ERRORS_PREFIX: events.malformedPrefix,
        S3_QUERY_OUTPUT: queries.bucket.name,
        SNS_TOPIC: notifications.topicArn,
        VERIFICATION_TOPIC: notifications.verificationTopicArn,
      },
      statements: [
        ...queries.readResults(),
        ...events.readMalformed(),
        ...queries.storeReports(),
        ...queries.markSent(),
        ...notifications.publish(),
      ],
    });
    return {
      'start-query-execution': startQueryExecution.arn,
      'check-query-execution': checkQueryExecution.arn,
      'send-report': sendReport.arn,
    };
  }

  startExecutions(): Statement[] {
    return [allow('StartReports', 'states:StartExecution', this.stateMachineArn)];
  }
}
