import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { awsFailure } from './aws-failure';
import { sendReportInput, type Execution, type SendReportOutput } from './contracts';
import { arn, fewDays, name, readEnvironment, shortName } from './environment';
import { lambdaHandler, type Log } from './lambda-handler';
import { parseInput } from './parse-input';
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
    const message = reportText(report, circumstances);
    const published = await publishOnce({
      s3,
      bucket: S3_QUERY_OUTPUT,
      key: markerKey(execution),
      subject,
      publish: () => publish(sns, SNS_TOPIC, subject, message),
      notSent,
      log,
    });
    log.info('Report published', { ...published, startDate, endDate, events: report.total.events });
    return published;
  };

/** A redrive is a person's decision to send again: it has its own marker. */
const markerKey = ({ id, redriveCount }: Execution) => `sent/${id.slice(id.lastIndexOf(':') + 1)}-${redriveCount}.json`;

async function publish(sns: Pick<SNSClient, 'send'>, topic: string, subject: string, message: string): Promise<string> {
  const command = new PublishCommand({ TopicArn: topic, Subject: subject, Message: message });
  const { MessageId } = await sns.send(command).catch((error: unknown) => {
    throw awsFailure(`SNS did not publish the report to ${topic}`, error);
  });
  return MessageId ?? 'unknown';
}

/** Errors of the connection that come before any byte of the request is sent. */
const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** SNS answers 4xx to what it refuses (access, throttling, a bad topic). After a 5xx or no answer it may have sent. */
function notSent(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string; $metadata?: { httpStatusCode?: number } } }).cause;
  const status = cause?.$metadata?.httpStatusCode ?? 0;
  return (status >= 400 && status < 500 && status !== 408) || BEFORE_SENDING.has(cause?.code ?? '');
}

/** SNS must not retry by itself: a lost answer does not mean that nothing was sent. The state machine retries. */
export const snsSettings = { maxAttempts: 1 };

export const handler = lambdaHandler(
  'send-report',
  sendReport({
    athena: new AthenaClient({}),
    s3: new S3Client({}),
    sns: new SNSClient(snsSettings),
    variables: process.env,
  }),
);
