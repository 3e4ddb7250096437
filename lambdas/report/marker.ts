import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { awsFailure } from '../shared/aws-failure';

/**
 * A report may have been sent, and nobody can tell. Publishing again could send it twice, so nothing is published: look
 * whether it arrived, and start a new execution if it did not.
 */
export class PublishOutcomeUnknown extends Error {
  override readonly name = 'PublishOutcomeUnknown';
}

/** Where the marker lies: one for each thing that is published once, whatever retries or redrives there are. */
export interface MarkerPlace {
  s3: Pick<S3Client, 'send'>;
  bucket: string;
  key: string;
}

/** What the marker object holds. `attempt` tells our own write from that of another attempt. */
const marker = z.discriminatedUnion('state', [
  z.object({ state: z.literal('publishing'), attempt: z.string() }),
  z.object({ state: z.literal('not published'), attempt: z.string() }),
  // Subscribers are told that the report is not sent, after so many redrives of the execution.
  z.object({ state: z.literal('given up'), attempt: z.string(), redriveCount: z.number() }),
  z.object({ state: z.literal('published'), attempt: z.string(), messageId: z.string(), subject: z.string() }),
]);
export type Marker = z.infer<typeof marker>;

export type Condition = { IfNoneMatch: '*' } | { IfMatch: string } | undefined;

const CONDITION_FAILED = new Set(['PreconditionFailed', 'ConditionalRequestConflict']);

/** Gives whether the object was written: false when the condition does not hold. */
export async function write(
  { s3, bucket, key }: MarkerPlace,
  content: Marker,
  condition?: Condition,
): Promise<boolean> {
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

export async function read({ s3, bucket, key }: MarkerPlace): Promise<{ found: Marker; etag: string }> {
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

export const unknown = ({ bucket, key }: MarkerPlace, cause?: unknown) =>
  new PublishOutcomeUnknown(
    `An attempt to publish this report began and its outcome is not known, so it is not published again. See whether it arrived; if not, start a new execution: a redrive sends nothing. Marker: s3://${bucket}/${key}`,
    { cause },
  );
