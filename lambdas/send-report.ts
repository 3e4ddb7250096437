import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { sendReportInput, type SendReportOutput } from './contracts';
import { clientSettings } from './shared/client-settings';
import { arn, fewDays, name, readEnvironment, shortName } from './shared/environment';
import { lambdaHandler, type Log } from './shared/lambda-handler';
import { countMalformed } from './report/malformed';
import type { Period } from './shared/period';
import { parseInput } from './shared/parse-input';
import { notSent, publishMessage, snsSettings } from './report/publish-message';
import { publishOnce } from './report/publish-once';
import { queryResults, type ResultRow } from './report/query-results';
import { reportFrom, type Report } from './report/report';
import { isVerification, markerKey, reportKey } from './report/report-location';
import { REPORT_COLUMNS } from './report/report-sql';
import { reportPage } from './report/report-page';
import { reportSubject, reportText } from './report/report-text';
import { linkToPage, storePage } from './report/store-page';

/**
 * AWS calls: athena:GetQueryResults on the workgroup, for which Athena does s3:GetObject on results/* as this role;
 * s3:ListBucket and s3:GetObject on the events bucket's error prefix; s3:PutObject on reports/*, and s3:GetObject, which
 * the link to the page is signed for; s3:PutObject and s3:GetObject on sent/*; sns:Publish on the two topics, for which
 * SNS does kms:GenerateDataKey and kms:Decrypt on their key as this role.
 */
interface Dependencies {
  athena: Pick<AthenaClient, 'send'>;
  /** A whole client: links are signed with its settings. */
  s3: S3Client;
  sns: Pick<SNSClient, 'send'>;
  variables: NodeJS.ProcessEnv;
}

const environment = {
  EVENTS_BUCKET: name(),
  ERRORS_PREFIX: name(),
  S3_QUERY_OUTPUT: name(),
  SNS_TOPIC: arn('sns'),
  VERIFICATION_TOPIC: arn('sns'),
  ENVIRONMENT: shortName(),
  APPLICATION: shortName(),
  LATE_ARRIVAL_DAYS: fewDays(),
};

/**
 * Reads the query's answer, stores the report's page and publishes its message: at most once for an execution, its
 * redrives too.
 */
export const sendReport =
  ({ athena, s3, sns, variables }: Dependencies) =>
  async (event: unknown, log: Log): Promise<SendReportOutput> => {
    const { startDate, endDate, ...origin } = parseInput(sendReportInput, event);
    const { queryExecutionId, execution } = origin;
    const settings = readEnvironment(environment, variables);
    const { EVENTS_BUCKET, ERRORS_PREFIX, S3_QUERY_OUTPUT } = settings;
    // A verification publishes all the same, and to nobody: subscribers wait for no report of it.
    const topic = isVerification(execution) ? settings.VERIFICATION_TOPIC : settings.SNS_TOPIC;
    const period = { startDate, endDate };
    const [rows, malformed] = await Promise.all([
      queryResults(athena, queryExecutionId, REPORT_COLUMNS),
      countMalformed({ s3, bucket: EVENTS_BUCKET, prefix: ERRORS_PREFIX }, period),
    ]);
    const report = readReport(rows, period, queryExecutionId);
    const circumstances = {
      ...origin,
      malformed,
      environment: settings.ENVIRONMENT,
      application: settings.APPLICATION,
      lateArrivalDays: settings.LATE_ARRIVAL_DAYS,
      now: new Date(),
    };
    const page = { bucket: S3_QUERY_OUTPUT, key: reportKey(execution) };
    // Before the message: a link must lead somewhere. A retry writes the same numbers once more.
    await storePage(s3, page, reportPage(report, circumstances));
    const subject = reportSubject(report, circumstances);
    const text = reportText(report, circumstances, await linkToPage(s3, page, circumstances.now));
    const published = await publishOnce({
      s3,
      bucket: S3_QUERY_OUTPUT,
      key: markerKey(execution),
      redriveCount: execution.redriveCount,
      subject,
      publish: () => publishMessage(sns, { topic, subject, text }),
      notSent,
      log,
    });
    log.info('Report published', { ...published, ...period, page: page.key, events: report.total.events });
    return published;
  };

function readReport(rows: readonly ResultRow[], period: Period, queryExecutionId: string): Report {
  try {
    return reportFrom(rows, period);
  } catch (error) {
    throw new Error(`Query ${queryExecutionId}: ${(error as Error).message}`, { cause: error });
  }
}

export const handler = lambdaHandler(
  'send-report',
  sendReport({
    athena: new AthenaClient(clientSettings),
    s3: new S3Client(clientSettings),
    sns: new SNSClient(snsSettings),
    variables: process.env,
  }),
);
