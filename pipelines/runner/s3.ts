import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { AwsFault } from './aws-fault';
import { type Answer } from './loopback';
import { mustBeAllowed, type Session } from './sessions';

export interface S3Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** S3 as far as Terraform's backend and the pipelines ask it, for who may: states, locks and plans. */
export class S3 {
  /** `bucket/key` */
  readonly objects = new Map<string, Buffer>();
  /** `PUT bucket/key by github-apply-dev-blog`, in order. */
  readonly requests: string[] = [];
  /** Before a request is looked at, which waits for it and fails when it throws. */
  before: (asked: string) => Promise<void> | void = () => undefined;

  /** @param owners each bucket's account */
  constructor(readonly owners: ReadonlyMap<string, string>) {}

  async answer(session: Session, { method, url, headers, body }: S3Request): Promise<Answer> {
    const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    const asked = `${method} ${bucket}/${key} by ${session.role.split('/').at(-1)}`;
    this.requests.push(asked);
    await this.before(asked);
    const owner = this.owners.get(bucket);
    if (owner === undefined) throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist', 404);
    const expected = headers['x-amz-expected-bucket-owner'];
    if (owner !== session.access.accountId || (expected !== undefined && expected !== owner)) {
      throw new AwsFault('AccessDenied', 'Access Denied', 403);
    }
    return key === ''
      ? this.#list(session, bucket, method, url)
      : this.#object(session, bucket, key, method, headers, body);
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
  #list(session: Session, bucket: string, method: string, url: URL): Answer {
    const prefix = url.searchParams.get('prefix');
    const served = ['list-type', 'prefix', 'max-keys', 'x-id', 'encoding-type'];
    const unknown = [...url.searchParams.keys()].find((name) => !served.includes(name));
    if (method !== 'GET' || unknown !== undefined) {
      throw new AwsFault('NotImplemented', `${method} ?${unknown ?? ''} of a bucket is not served here`, 501);
    }
    mustBeAllowed(session, 's3:ListBucket', `arn:aws:s3:::${bucket}`, prefix === null ? {} : { 's3:prefix': prefix });
    const keys = [...this.objects.keys()].filter((one) => one.startsWith(`${bucket}/${prefix ?? ''}`));
    const contents = keys.map((one) => `<Contents><Key>${one.slice(bucket.length + 1)}</Key></Contents>`).join('');
    return { status: 200, body: `<ListBucketResult><Name>${bucket}</Name>${contents}</ListBucketResult>` };
  }

  #object(
    session: Session,
    bucket: string,
    key: string,
    method: string,
    headers: IncomingHttpHeaders,
    body: Buffer,
  ): Answer {
    const arn = `arn:aws:s3:::${bucket}/${key}`;
    const at = `${bucket}/${key}`;
    if (method === 'PUT') {
      const encryption = headers['x-amz-server-side-encryption'];
      mustBeAllowed(
        session,
        's3:PutObject',
        arn,
        typeof encryption === 'string' ? { 's3:x-amz-server-side-encryption': encryption } : {},
      );
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
      if (headers['if-none-match'] === '*' && this.objects.has(at)) {
        throw new AwsFault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
      }
      if (/aws-chunked/.test(String(headers['content-encoding'] ?? ''))) {
        throw new AwsFault('NotImplemented', 'A body in chunks is not served here', 501);
      }
      this.objects.set(at, body);
      return { status: 200, headers: { etag: etagOf(body) } };
    }
    if (method === 'DELETE') {
      mustBeAllowed(session, 's3:DeleteObject', arn);
      this.objects.delete(at);
      return { status: 204 };
    }
    if (method !== 'GET' && method !== 'HEAD') throw new AwsFault('MethodNotAllowed', 'Not allowed', 405);
    mustBeAllowed(session, 's3:GetObject', arn);
    const found = this.objects.get(at);
    if (found) return part(found, headers.range);
    // Who may not list the bucket is not told that nothing is there.
    mustBeAllowed(session, 's3:ListBucket', `arn:aws:s3:::${bucket}`);
    throw new AwsFault('NoSuchKey', 'The specified key does not exist.', 404);
  }
}

const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
function part(found: Buffer, range: string | undefined): Answer {
  const headers = { etag: etagOf(found), 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' };
  const [, first] = /^bytes=(\d+)-/.exec(range ?? '') ?? [];
  if (first === undefined) return { status: 200, body: found, headers };
  const from = Number(first);
  if (from >= found.length) throw new AwsFault('InvalidRange', 'The requested range is not satisfiable', 416);
  const told = `bytes ${from}-${found.length - 1}/${found.length}`;
  return { status: 206, body: found.subarray(from), headers: { ...headers, 'content-range': told } };
}
