import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { reportKey } from '../../lambdas/report/report-location';
import { type Connection } from './connection';
import { type Deployment } from './deployment';
import { type Execution } from './execution';
import { objectLink } from './links';

/** Where a report's page lies. */
export interface Page {
  /** `s3://bucket/key` */
  readonly location: string;
  /** In AWS's console; none for a local endpoint. */
  readonly console?: string;
  /** Opens the page for whoever has it, until `dies`. */
  readonly link?: string;
  readonly dies?: Date;
}

/** SendReport's own: what it stores is what is linked. */
const keyOf = ({ arn, redriveCount }: Execution): string => reportKey({ id: arn, redriveCount });

export function pageOf(deployment: Deployment, { endpoint }: Pick<Connection, 'endpoint'>, execution: Execution): Page {
  const { queryOutputBucket: bucket } = deployment;
  const key = keyOf(execution);
  return {
    location: `s3://${bucket}/${key}`,
    ...(endpoint === undefined ? { console: objectLink(deployment, bucket, key) } : {}),
  };
}

/** Seconds. Long enough to read it, short enough that a link that is passed on opens nothing tomorrow. */
const LIFETIME = 3600;

/**
 * The page with a fresh link, or nothing when it is not there any more (pages expire, and reports from before there were
 * pages have none). Without the right to read it there is no link: a link gives no more than its maker may do.
 */
export async function linkedPage(
  deployment: Deployment,
  connection: Connection,
  execution: Execution,
): Promise<Page | undefined> {
  const { s3 } = connection;
  const page = pageOf(deployment, connection, execution);
  const object = { Bucket: deployment.queryOutputBucket, Key: keyOf(execution) };
  try {
    await s3.send(new HeadObjectCommand(object));
  } catch (error) {
    const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return undefined;
    // Who may not list the bucket is told this of an object that is not there, too.
    if (status === 403) return page;
    throw error;
  }
  const link = await getSignedUrl(s3, new GetObjectCommand(object), { expiresIn: LIFETIME });
  const { expiration } = await s3.config.credentials();
  const dies = Math.min(Date.now() + LIFETIME * 1000, expiration?.getTime() ?? Infinity);
  return { ...page, link, dies: new Date(dies) };
}
