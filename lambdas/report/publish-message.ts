import { PublishCommand, type SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsFailure } from '../shared/aws-failure';

/** The client must not retry by itself: a lost answer, after which it would, does not mean that nothing was sent. */
export const snsSettings: SNSClientConfig = {
  maxAttempts: 1,
  // Without a limit, a silent connection would hold the function until Lambda kills it, which tells nobody anything.
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
};

interface Message {
  topic: string;
  subject: string;
  text: string;
}

/**
 * A subject as SNS takes it: no line break, fewer than 100 characters; and ASCII, which every mail program shows.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const snsSubject = (text: string): string => text.replace(/[^ -~]/g, '?').slice(0, 99);

/** Before each further try, in milliseconds. */
const DELAYS = [200, 600];

/** Publishes a message and gives its id. It tries again only where SNS said, or the network, that nothing was sent. */
export async function publishMessage(sns: Pick<SNSClient, 'send'>, message: Message): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      const { topic, subject, text } = message;
      const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topic, Subject: subject, Message: text }));
      return MessageId ?? 'unknown';
    } catch (error) {
      const delay = DELAYS[attempt];
      if (delay === undefined || !notSentButMayPass(error))
        throw awsFailure(`SNS did not publish the report to ${message.topic}`, error);
      await sleep(delay);
    }
  }
}

interface SdkError {
  name?: string;
  /** Of Node.js, when the connection failed. */
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Failures that come before any byte of the request is sent. */
const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Whether an error of `publishMessage` says that nothing was sent: SNS answers 4xx to what it refuses (access, throttling,
 * a topic that is not there). After a 5xx, or no answer, it may have sent.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
 */
export function notSent(error: unknown): boolean {
  const { name, code, $metadata } = ((error as { cause?: unknown }).cause ?? error) as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    (status >= 400 && status < 500 && status !== 408) ||
    BEFORE_SENDING.has(code ?? '') ||
    name === 'CredentialsProviderError'
  );
}

const notSentButMayPass = (error: unknown) =>
  notSent(error) &&
  (/Thrott/i.test((error as SdkError).name ?? '') || BEFORE_SENDING.has((error as SdkError).code ?? ''));
