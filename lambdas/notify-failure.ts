import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { reportInput } from './contracts';
import { giveUp, type Outcome } from './report/give-up';
import { noticeSubject, noticeText } from './report/notice';
import { notSent, publishMessage, snsSettings } from './report/publish-message';
import { publishOnce } from './report/publish-once';
import { markerKey, noticeKey } from './report/report-location';
import { clientSettings } from './shared/client-settings';
import { arn, name, readEnvironment, shortName } from './shared/environment';
import { lambdaHandler, type Log } from './shared/lambda-handler';
import { parseInput } from './shared/parse-input';

/**
 * AWS calls: s3:PutObject and s3:GetObject on sent/*; sns:Publish on the topic, for which SNS does kms:GenerateDataKey and
 * kms:Decrypt on its key as this role. What is left of an event that fails for good goes to the dead-letter queue.
 */
interface Dependencies {
  s3: S3Client;
  sns: Pick<SNSClient, 'send'>;
  variables: NodeJS.ProcessEnv;
}

const environment = {
  S3_QUERY_OUTPUT: name(),
  SNS_TOPIC: arn('sns'),
  ENVIRONMENT: shortName(),
  APPLICATION: shortName(),
};

/**
 * What we read of the event. Error and cause are null, or are missing, where an execution has none.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
const statusChange = z.object({
  detail: z.object({
    executionArn: z.string(),
    name: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    input: z.nullish(z.string()),
    error: z.nullish(z.string()),
    cause: z.nullish(z.string()),
    redriveCount: z.optional(z.number()),
  }),
});

export interface Notified {
  outcome: Outcome;
  /** Of the notice; undefined where subscribers are told nothing. */
  messageId?: string;
}

/**
 * Tells subscribers that a report was not sent: only when that is true, and stays true. When it was sent, or may have
 * been, they hear nothing: operators have the alarm of the execution, which says to look at the mailbox first.
 */
export const notifyFailure =
  ({ s3, sns, variables }: Dependencies) =>
  async (event: unknown, log: Log): Promise<Notified> => {
    const { detail } = parseInput(statusChange, event);
    const settings = readEnvironment(environment, variables);
    const { executionArn: id, name: executionName, status, redriveCount = 0 } = detail;
    const bucket = settings.S3_QUERY_OUTPUT;
    const outcome = await giveUp({ s3, bucket, key: markerKey({ id }) }, redriveCount);
    if (outcome !== 'not sent') {
      log.warn('Subscribers are told nothing of this execution', { execution: executionName, status, outcome });
      return { outcome };
    }
    const ended = {
      executionArn: id,
      name: executionName,
      status,
      error: detail.error ?? undefined,
      cause: detail.cause ?? undefined,
      period: periodIn(detail.input),
    };
    const origin = { environment: settings.ENVIRONMENT, application: settings.APPLICATION };
    const subject = noticeSubject(ended, origin);
    const { messageId } = await publishOnce({
      s3,
      bucket,
      key: noticeKey({ id, redriveCount }),
      redriveCount,
      subject,
      publish: () => publishMessage(sns, { topic: settings.SNS_TOPIC, subject, text: noticeText(ended, origin) }),
      notSent,
      log,
    });
    log.info('Subscribers are told that the report was not sent', { execution: executionName, messageId });
    return { outcome, messageId };
  };

function periodIn(input: string | null | undefined) {
  try {
    const { success, data } = reportInput.safeParse(JSON.parse(input ?? ''));
    return success ? data : undefined;
  } catch {
    return undefined;
  }
}

export const handler = lambdaHandler(
  'notify-failure',
  notifyFailure({ s3: new S3Client(clientSettings), sns: new SNSClient(snsSettings), variables: process.env }),
);
