import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { awsFailure } from '../shared/aws-failure';
import type { Log } from '../shared/lambda-handler';

/**
 * A report may have been sent, and nobody can tell. Publishing again could send it twice, so nothing is published: look
 * whether it arrived, and start a new execution (or redrive this one) if it did not.
 */
export class PublishOutcomeUnknown extends Error {
  override readonly name = 'PublishOutcomeUnknown';
}

/** What the marker object holds. `attempt` tells our own write from that of another attempt. */
const marker = z.discriminatedUnion('state', [
  z.object({ state: z.literal('publishing'), attempt: z.string() }),
  z.object({ state: z.literal('not published'), attempt: z.string() }),
  z.object({ state: z.literal('published'), attempt: z.string(), messageId: z.string(), subject: z.string() }),
]);
type Marker = z.infer<typeof marker>;

export interface Published {
  messageId: string;
  subject: string;
}

interface Publication {
  s3: Pick<S3Client, 'send'>;
  bucket: string;
  /** The marker's key: one for each thing that is to be published once. */
  key: string;
  subject: string;
  /** Publishes and gives the message's id. It must not retry by itself what may have been sent. */
  publish: () => Promise<string>;
  /** Whether an error of `publish` says that nothing was sent. */
  notSent: (error: unknown) => boolean;
  log: Log;
}

/**
 * Publishes at most once, however often it is called for one marker. SNS does not deduplicate, so a marker object in S3
 * does: it is written (by a conditional put, which one attempt wins) before publishing and overwritten after. The attempt
 * that dies in between leaves "publishing", and the next one stops with `PublishOutcomeUnknown`.
 *
 * See docs/decisions/0007-one-report-per-period.md for why at most once, not at least once.
 */
export async function publishOnce(publication: Publication): Promise<Published> {
  const { subject, publish, notSent, log } = publication;
  const attempt = randomUUID();
  const earlier = await claim(publication, attempt);
  if (earlier) {
    log.info('This report was published by an earlier attempt', { messageId: earlier.messageId });
    return earlier;
  }
  let messageId: string;
  try {
    messageId = await publish();
  } catch (error) {
    if (!notSent(error)) throw unknown(publication, error);
    // If this fails too, the marker stays at "publishing": a later attempt stops, which is safe, and the error of SNS
    // is the one to tell.
    await write(publication, { state: 'not published', attempt }).catch((failure: unknown) =>
      log.warn('Nothing was published, but its marker could not be released', failure as Error),
    );
    throw error;
  }
  // The report is out. That its marker can't be overwritten must not fail the execution: it would tell a person that
  // no report was sent. Should this answer get lost too, a retry finds "publishing" and stops, which is safe.
  await write(publication, { state: 'published', attempt, messageId, subject }).catch((error: unknown) =>
    log.warn('The report was published, but its marker could not be completed', error as Error),
  );
  return { messageId, subject };
}

/** Takes the right to publish, or gives what an earlier attempt published. */
async function claim(publication: Publication, attempt: string): Promise<Published | undefined> {
  let condition: Condition = { IfNoneMatch: '*' };
  // Twice: a marker that an earlier attempt left as "not published" is taken over, by one attempt.
  for (let round = 0; round < 2; round++) {
    if (await write(publication, { state: 'publishing', attempt }, condition)) return undefined;
    const { found, etag } = await read(publication);
    if (found.state === 'published') return { messageId: found.messageId, subject: found.subject };
    // Our own write, whose answer was lost and which the SDK therefore repeated.
    if (found.state === 'publishing' && found.attempt === attempt) return undefined;
    if (found.state === 'publishing') break;
    condition = { IfMatch: etag };
  }
  throw unknown(publication);
}

type Condition = { IfNoneMatch: '*' } | { IfMatch: string } | undefined;

const CONDITION_FAILED = new Set(['PreconditionFailed', 'ConditionalRequestConflict']);

/** Gives whether the object was written: false when the condition does not hold. */
async function write({ s3, bucket, key }: Publication, content: Marker, condition?: Condition): Promise<boolean> {
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: JSON.stringify({ ...content, at: new Date().toISOString() }),
    ContentType: 'application/json',
    ...condition,
  });
  try {
    await s3.send(command);
    return true;
  } catch (error) {
    // 412, or 409 when another conditional write of this key runs at this moment.
    if (error instanceof Error && CONDITION_FAILED.has(error.name)) return false;
    throw awsFailure(`S3 did not write the marker s3://${bucket}/${key}`, error);
  }
}

async function read({ s3, bucket, key }: Publication): Promise<{ found: Marker; etag: string }> {
  const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
    throw awsFailure(`S3 did not give the marker s3://${bucket}/${key}`, error);
  });
  const text = (await answer.Body?.transformToString()) ?? '';
  try {
    return { found: marker.parse(JSON.parse(text)), etag: answer.ETag ?? '' };
  } catch (error) {
    throw new PublishOutcomeUnknown(
      `The marker s3://${bucket}/${key} is not one of ours, so it can't tell whether the report was sent.`,
      { cause: error },
    );
  }
}

const unknown = ({ bucket, key }: Publication, cause?: unknown) =>
  new PublishOutcomeUnknown(
    `An attempt to publish this report began and its outcome is not known, so it is not published again. See whether it arrived; if not, redrive this execution or start a new one. Marker: s3://${bucket}/${key}`,
    { cause },
  );
