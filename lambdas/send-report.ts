import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { sendReportInput, type Execution, type SendReportOutput } from './contracts';
import { arn, fewDays, name, readEnvironment, shortName } from './environment';
import { lambdaHandler, type Log } from './lambda-handler';
import { parseInput } from './parse-input';
import { notSent, publishMessage, snsSettings } from './publish-message';
import { publishOnce } from './publish-once';
import { queryResults } from './query-results';
import { reportFrom } from './report';
import { reportSubject, reportText } from './report-text';

/**
 * AWS calls: athena:GetQueryResults on the workgroup, for which Athena does s3:GetObject on results/* as this role;
 * s3:PutObject and s3:GetObject on sent/*; sns:Publish on the topic, for which SNS does kms:GenerateDataKey and
 * kms:Decrypt on the topic's key as this role.
 */
interface Dependencies {
  athena: Pick<AthenaClient, 'send'>;
  s3: Pick<S3Client, 'send'>;
  sns: Pick<SNSClient, 'send'>;
  variables: NodeJS.ProcessEnv;
}

const environment = {
  S3_QUERY_OUTPUT: name(),
  SNS_TOPIC: arn('sns'),
  ENVIRONMENT: shortName(),
  APPLICATION: shortName(),
  LATE_ARRIVAL_DAYS: fewDays(),
};

/** Reads the query's answer, writes the report and publishes it: at most once for each attempt of an execution. */
export const sendReport =
  ({ athena, s3, sns, variables }: Dependencies) =>
  async (event: unknown, log: Log): Promise<SendReportOutput> => {
    const { startDate, endDate, queryExecutionId, execution, ...statistics } = parseInput(sendReportInput, event);
    const { S3_QUERY_OUTPUT, SNS_TOPIC, ENVIRONMENT, APPLICATION, LATE_ARRIVAL_DAYS } = readEnvironment(
      environment,
      variables,
    );
    const report = reportFrom(await queryResults(athena, queryExecutionId), { startDate, endDate });
    const circumstances = {
      ...statistics,
      environment: ENVIRONMENT,
      application: APPLICATION,
      lateArrivalDays: LATE_ARRIVAL_DAYS,
      now: new Date(),
    };
    const subject = reportSubject(report, circumstances);
    const text = reportText(report, circumstances);
    const published = await publishOnce({
      s3,
      bucket: S3_QUERY_OUTPUT,
      key: markerKey(execution),
      subject,
      publish: () => publishMessage(sns, { topic: SNS_TOPIC, subject, text }),
      notSent,
      log,
    });
    log.info('Report published', { ...published, startDate, endDate, events: report.total.events });
    return published;
  };

/** A redrive is a person's decision to send again: it has its own marker. */
const markerKey = ({ id, redriveCount }: Execution) => `sent/${id.slice(id.lastIndexOf(':') + 1)}-${redriveCount}.json`;

export const handler = lambdaHandler(
  'send-report',
  sendReport({
    athena: new AthenaClient({}),
    s3: new S3Client({}),
    sns: new SNSClient(snsSettings),
    variables: process.env,
  }),
);
