import { type Stack } from '../../../terraform/stack';
import { type AccessControl } from '../shared/access-control';
import { type Call } from '../shared/call';
import { type Clock } from '../shared/clock';
import { decodeAwsChunked, verifyChecksums } from '../endpoint/aws-chunked';
import { type HttpRequest, type WireService } from '../endpoint/protocols';
import { type Answer } from '../endpoint/wire-error';
import { toXml, type Xml } from '../endpoint/xml';
import { AwsError, NotServed } from '../shared/errors';
import { type ObjectHead, type ObjectStore } from './object-store';
import { bucketArn, objectArn, S3Authorizer } from './s3-authorize';
import { operations } from './operations';
import { withHoistedHeaders } from './requests/hoisted';
import { operationOf } from './requests/operation';
import { bucketSettings } from './s3-bucket-settings';
import { MultipartUploads } from './s3-multipart';
import { pageOf, rangeOf, targetOf } from './s3-rest';

/** `ListBucketResult` and its like stand in this namespace. */
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** S3 as far as this stack's clients go: path-style REST, objects in the store's files. */
export class S3Service implements WireService {
  readonly protocol = 'rest-xml';
  readonly #authorizer: S3Authorizer;
  readonly #uploads: MultipartUploads;

  constructor(
    private readonly stack: Stack,
    private readonly store: ObjectStore,
    access: AccessControl,
    private readonly clock: Clock,
  ) {
    this.#authorizer = new S3Authorizer(stack, access);
    this.#uploads = new MultipartUploads(store);
  }

  async handle(received: HttpRequest, call: Call): Promise<Answer> {
    const request = withHoistedHeaders(received);
    const { bucket, key } = targetOf(request.path);
    const operation = operationOf(
      operations,
      request,
      key === undefined ? (bucket === undefined ? 'account' : 'bucket') : 'object',
    );
    checkValues(request);
    if (bucket === undefined) return this.#listBuckets(call);
    if (!this.store.buckets().includes(bucket)) {
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    }
    return key === undefined
      ? this.#onBucket(operation.name, request, call, bucket)
      : this.#onObject(operation.name, request, call, bucket, key);
  }

  async #onBucket(name: string, { query }: HttpRequest, call: Call, bucket: string): Promise<Answer> {
    switch (name) {
      case 'HeadBucket':
        call.require('s3:ListBucket', bucketArn(bucket));
        return { ...empty(200, call), headers: { ...headersOf(call), 'x-amz-bucket-region': this.stack.region } };
      case 'GetBucketLocation': {
        call.require('s3:GetBucketLocation', bucketArn(bucket));
        // us-east-1 is the absence of a constraint: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
        const region = this.stack.region === 'us-east-1' ? '' : this.stack.region;
        return xml(call, { LocationConstraint: { '@xmlns': namespace, '#text': region } });
      }
      case 'ListObjectsV2':
        return this.#list(query, call, bucket);
      default:
        return this.#setting(name, call, bucket);
    }
  }

  /** What is asked by a subresource, such as `?versioning`. */
  #setting(name: string, call: Call, bucket: string): Answer {
    const setting = Object.values(bucketSettings).find((one) => one.name === name);
    if (!setting) throw new NotServed('NotImplemented', name, 501);
    call.require(setting.action, bucketArn(bucket));
    const answer = setting.read(this.stack, bucket);
    if (answer === undefined)
      throw new NotServed('NotImplemented', `${name} of ${bucket}, which the stack leaves to AWS,`, 501);
    if ('text' in answer) return { ...empty(200, call), body: answer.text };
    return xml(call, answer.root);
  }

  async #onObject(name: string, request: HttpRequest, call: Call, bucket: string, key: string): Promise<Answer> {
    const { query } = request;
    const uploadId = query.get('uploadId') ?? '';
    switch (name) {
      case 'GetObject':
        return this.#get(request, call, bucket, key, false);
      case 'HeadObject':
        return this.#get(request, call, bucket, key, true);
      case 'PutObject':
        return this.#put(request, call, bucket, key);
      case 'DeleteObject':
        call.require('s3:DeleteObject', objectArn(bucket, key));
        await this.store.delete(bucket, key);
        return empty(204, call);
      case 'CreateMultipartUpload': {
        call.require('s3:PutObject', objectArn(bucket, key));
        this.#authorizer.requireKey(call, bucket, 'kms:GenerateDataKey');
        const UploadId = this.#uploads.create(bucket, key, putOptions(request));
        return xml(call, {
          InitiateMultipartUploadResult: { '@xmlns': namespace, Bucket: bucket, Key: key, UploadId },
        });
      }
      case 'UploadPart': {
        call.require('s3:PutObject', objectArn(bucket, key));
        const etag = await this.#uploads.part(uploadId, Number(query.get('partNumber')), bytesOf(request));
        return { ...empty(200, call), headers: { ...headersOf(call), etag: `"${etag}"` } };
      }
      case 'CompleteMultipartUpload': {
        call.require('s3:PutObject', objectArn(bucket, key));
        this.#authorizer.requireKey(call, bucket, 'kms:Decrypt');
        const head = await this.#uploads.complete(uploadId, request.body, {
          lastModified: this.clock.now(),
          onlyIfAbsent: onlyIfAbsent(request),
        });
        return xml(call, {
          CompleteMultipartUploadResult: { '@xmlns': namespace, Bucket: bucket, Key: key, ETag: `"${head.etag}"` },
        });
      }
      case 'AbortMultipartUpload':
        call.require('s3:AbortMultipartUpload', objectArn(bucket, key));
        await this.#uploads.abort(uploadId);
        return empty(204, call);
      default:
        throw new NotServed('NotImplemented', name, 501);
    }
  }

  async #get(request: HttpRequest, call: Call, bucket: string, key: string, headOnly: boolean): Promise<Answer> {
    call.require('s3:GetObject', objectArn(bucket, key));
    const head = this.store.head(bucket, key);
    if (!head) {
      if (!this.#authorizer.mayKnowOfAbsence(call, bucket)) throw new AwsError('AccessDenied', 'Access Denied', 403);
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    }
    this.#authorizer.requireKey(call, bucket, 'kms:Decrypt');
    const headers = { ...headersOf(call), ...objectHeaders(head), ...overrides(request.query) };
    const range = rangeOf(request.headers.range, head.size);
    const { start, end } = range ?? { start: 0, end: head.size - 1 };
    return {
      status: range ? 206 : 200,
      headers: range
        ? { ...headers, 'content-range': `bytes ${start}-${end}/${head.size}`, 'content-length': `${end - start + 1}` }
        : headers,
      body: headOnly ? '' : { file: this.store.path(bucket, key), start, end },
    };
  }

  async #put(request: HttpRequest, call: Call, bucket: string, key: string): Promise<Answer> {
    call.require('s3:PutObject', objectArn(bucket, key), encryptionContext(request));
    const onlyIfEtag = request.headers['if-match']?.replaceAll('"', '');
    // An If-Match tells of the object that is there, so S3 asks for the right to read it:
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    if (onlyIfEtag !== undefined) call.require('s3:GetObject', objectArn(bucket, key));
    this.#authorizer.requireKey(call, bucket, 'kms:GenerateDataKey');
    const head = await this.store.put(bucket, key, bytesOf(request), {
      ...putOptions(request),
      ...(onlyIfEtag === undefined ? {} : { onlyIfEtag }),
      onlyIfAbsent: onlyIfAbsent(request),
      lastModified: this.clock.now(),
    });
    return { ...empty(200, call), headers: { ...headersOf(call), etag: `"${head.etag}"` } };
  }

  #list(query: URLSearchParams, call: Call, bucket: string): Answer {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const limit = Math.min(1000, Number(query.get('max-keys') ?? 1000));
    call.require('s3:ListBucket', bucketArn(bucket), {
      's3:prefix': prefix,
      's3:max-keys': String(limit),
      ...(delimiter === '' ? {} : { 's3:delimiter': delimiter }),
    });
    const token = query.get('continuation-token');
    const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64').toString('utf8');
    const { keys, prefixes, next } = pageOf(this.store.list(bucket, prefix), { prefix, delimiter, after, limit });
    const written = query.get('encoding-type') === 'url' ? encodeKey : (text: string) => text;
    return xml(call, {
      ListBucketResult: {
        '@xmlns': namespace,
        Name: bucket,
        Prefix: written(prefix),
        KeyCount: keys.length + prefixes.length,
        MaxKeys: limit,
        ...(delimiter === '' ? {} : { Delimiter: written(delimiter) }),
        ...(query.get('encoding-type') === 'url' ? { EncodingType: 'url' } : {}),
        IsTruncated: next !== undefined,
        ...(next === undefined ? {} : { NextContinuationToken: Buffer.from(next).toString('base64') }),
        Contents: keys.flatMap((key) => this.#entry(bucket, key, written)),
        CommonPrefixes: prefixes.map((one) => ({ Prefix: written(one) })),
      },
    });
  }

  #entry(bucket: string, key: string, written: (text: string) => string): Xml[] {
    const head = this.store.head(bucket, key);
    if (!head) return [];
    return [
      {
        Key: written(key),
        LastModified: head.lastModified.toISOString(),
        ETag: `"${head.etag}"`,
        Size: head.size,
        StorageClass: 'STANDARD',
      },
    ];
  }

  #listBuckets(call: Call): Answer {
    call.require('s3:ListAllMyBuckets', '*');
    return xml(call, {
      ListAllMyBucketsResult: {
        '@xmlns': namespace,
        Buckets: { Bucket: this.store.buckets().map((Name) => ({ Name, BucketRegion: this.stack.region })) },
      },
    });
  }
}

const headersOf = (call: Call): Record<string, string> => ({ 'x-amz-request-id': call.requestId });
const empty = (status: number, call: Call): Answer => ({ status, headers: headersOf(call), body: '' });
const xml = (call: Call, root: Xml): Answer => ({
  status: 200,
  headers: { ...headersOf(call), 'content-type': 'application/xml' },
  body: toXml(root),
});

function objectHeaders(head: ObjectHead): Record<string, string> {
  return {
    'content-length': String(head.size),
    'content-type': head.contentType,
    ...(head.contentDisposition === undefined ? {} : { 'content-disposition': head.contentDisposition }),
    ...(head.cacheControl === undefined ? {} : { 'cache-control': head.cacheControl }),
    etag: `"${head.etag}"`,
    'last-modified': head.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    ...Object.fromEntries(Object.entries(head.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
}

/** A presigned link may say how the browser is to take the object. */
function overrides(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    ['content-type', 'content-disposition', 'cache-control'].flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function bytesOf({ headers, body }: HttpRequest): Buffer {
  const chunked =
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    /(^|,)\s*aws-chunked\s*(,|$)/.test(headers['content-encoding'] ?? '');
  const decoded = chunked ? decodeAwsChunked(body) : { body, trailers: {} };
  verifyChecksums(decoded.body, { ...headers, ...decoded.trailers });
  return decoded.body;
}

function putOptions({ headers }: HttpRequest) {
  const metadata = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), String(value)]);
  const {
    'content-type': contentType,
    'content-disposition': contentDisposition,
    'cache-control': cacheControl,
  } = headers;
  return {
    metadata: Object.fromEntries(metadata) as Record<string, string>,
    ...(contentType === undefined ? {} : { contentType }),
    ...(contentDisposition === undefined ? {} : { contentDisposition }),
    ...(cacheControl === undefined ? {} : { cacheControl }),
  };
}

function onlyIfAbsent({ headers }: HttpRequest): boolean {
  const condition = headers['if-none-match'];
  if (condition !== undefined && condition !== '*') {
    throw new AwsError('NotImplemented', 'If-None-Match on a write takes * alone', 501);
  }
  return condition === '*';
}

function encryptionContext({ headers }: HttpRequest): Record<string, string> {
  const names = ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id', 'x-amz-acl'];
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[`s3:${name}`, String(headers[name])]] : [])));
}

const encodeKey = (key: string): string => encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

/** Headers that are understood in one value alone. */
function checkValues({ headers }: HttpRequest): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'aws-chunked') {
    throw new NotServed('NotImplemented', `Content-Encoding ${encoding}`, 501);
  }
  const encryption = headers['x-amz-server-side-encryption'];
  if (encryption !== undefined && encryption !== 'AES256') {
    throw new NotServed('NotImplemented', `x-amz-server-side-encryption ${String(encryption)}`, 501);
  }
}
