import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { awsFailure } from '../shared/aws-failure';

export interface PagePlace {
  bucket: string;
  key: string;
}

/** Stores a report's page. The bucket encrypts it. */
export async function storePage(s3: Pick<S3Client, 'send'>, { bucket, key }: PagePlace, page: string): Promise<void> {
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: page,
    ContentType: 'text/html; charset=utf-8',
    // Opened, not saved; when it is saved, under the report's own name. An execution's may hold what a header can't.
    ContentDisposition: `inline; filename="${key.slice(key.lastIndexOf('/') + 1).replace(/[^\w.-]/g, '_')}"`,
    // A link is for who holds it, not for a cache on the way.
    CacheControl: 'private, no-store',
  });
  await s3.send(command).catch((error: unknown) => {
    throw awsFailure(`S3 did not store the report's page s3://${bucket}/${key}`, error);
  });
}

/** How long a link is made for. A session of a role lasts twelve hours at most, so more would be an empty promise. */
export const LINK_HOURS = 12;

export interface PageLink {
  url: string;
  /** The link is dead from then on. */
  until: Date;
  /**
   * Whether it surely lives that long. A link dies with the session that signed it, and Lambda does not tell a function
   * when its session ends: https://repost.aws/knowledge-center/presigned-url-s3-bucket-expiration
   */
  sure: boolean;
}

/** A link that lets whoever holds it read the page, with the rights of this function's role. */
export async function linkToPage(s3: S3Client, { bucket, key }: PagePlace, now: Date): Promise<PageLink> {
  try {
    const { expiration } = await s3.config.credentials();
    const seconds = Math.floor(
      Math.min(LINK_HOURS * 3600, expiration ? (expiration.getTime() - now.getTime()) / 1000 : Infinity),
    );
    const command = new GetObjectCommand({ Bucket: bucket, Key: key });
    const url = await getSignedUrl(s3, command, { expiresIn: Math.max(1, seconds), signingDate: now });
    return { url, until: new Date(now.getTime() + seconds * 1000), sure: expiration !== undefined };
  } catch (error) {
    throw awsFailure(`No link to s3://${bucket}/${key} could be signed`, error);
  }
}
