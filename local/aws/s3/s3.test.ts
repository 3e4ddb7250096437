import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Principal } from '../../../policies/iam/authorize';
import { type Account, standUp } from '../account';
import { SimulatedClock } from '../shared/clock';
import { Pieces } from '../shared/pieces';
import { synthesizeInto } from '../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../test-support';
import { withHoistedHeaders } from './requests/hoisted';

const { folder, remove } = temporaryFolder('s3');
const bucket = 'query-output-dev-blog-000000000000';
const now = new Date('2026-11-01T08:00:00Z');
let account: Account;
const clients: S3Client[] = [];

const client = (principal: Principal): S3Client => {
  const made = new S3Client({
    endpoint: account.endpoint,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: account.credentialsFor(principal),
    maxAttempts: 1,
  });
  clients.push(made);
  return made;
};
const role = (name: string): Principal => ({ kind: 'role', arn: `arn:aws:iam::000000000000:role/${name}` });
let s3: S3Client;

beforeAll(async () => {
  synthesizeInto(folder);
  account = await standUp(devStack(folder), { clock: new SimulatedClock(now), folder: `${folder}/run` });
  s3 = client(account.operator);
});
afterAll(async () => {
  for (const one of clients) one.destroy();
  await account.close();
  remove();
});

test('puts, heads and gets an object, whose file holds its bytes alone', async () => {
  const Key = 'results/a b=ü.txt';
  // A stream: the SDK sends it as aws-chunked, with the checksum behind it.
  const Body = Readable.from([Buffer.from('hello '), Buffer.from('world')]);
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentLength: 11, Metadata: { by: 'test' } }));
  expect(await readFile(account.objects.path(bucket, Key), 'utf8')).toBe('hello world');
  const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
  expect(head).toMatchObject({ ContentLength: 11, Metadata: { by: 'test' }, LastModified: now });
  const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key, Range: 'bytes=6-' }));
  expect(got).toMatchObject({ ContentRange: 'bytes 6-10/11', ContentLength: 5 });
  expect(await got.Body?.transformToString()).toBe('world');
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  await expect(s3.send(new GetObjectCommand({ Bucket: bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('an empty object is an object', async () => {
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: 'results/empty', ContentLength: 0, Body: new Uint8Array() }),
  );
  const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'results/empty' }));
  expect(await got.Body?.transformToString()).toBe('');
  const target = { Bucket: bucket, Key: 'results/of-nothing' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
  const copied = await s3.send(
    new UploadPartCopyCommand({ ...target, UploadId, PartNumber: 1, CopySource: `${bucket}/results/empty` }),
  );
  // The MD5 of no bytes.
  expect(copied.CopyPartResult?.ETag).toBe('"d41d8cd98f00b204e9800998ecf8427e"');
  await s3.send(new AbortMultipartUploadCommand({ ...target, UploadId }));
});

test('If-None-Match: * lets one of many writers through', async () => {
  const put = (n: number) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'sent/marker', Body: String(n), IfNoneMatch: '*' }));
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(put));
  const refused = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  expect(refused).toHaveLength(3);
  expect(refused[0]?.reason).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
});

test('lists by prefix and delimiter, page by page', async () => {
  const keys = ['2026-10-01', '2026-10-02', '2026-10-03'].flatMap((day) => [`t/dt=${day}/a b`, `t/dt=${day}/c`]);
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x' }));
  const folders = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 't/', Delimiter: '/' }));
  expect(folders.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual([
    't/dt=2026-10-01/',
    't/dt=2026-10-02/',
    't/dt=2026-10-03/',
  ]);
  const listed: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 4 }, { Bucket: bucket, Prefix: 't/' })) {
    for (const { Key = '' } of page.Contents ?? []) listed.push(Key);
  }
  expect(listed).toEqual(keys);
  const location = await s3.send(new GetBucketLocationCommand({ Bucket: bucket }));
  expect(location.LocationConstraint).toBe('eu-west-1');
});

test('joins the parts of an upload in their order, and leaves nothing of an aborted one', async () => {
  const target = { Bucket: bucket, Key: 'results/parts' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
  const bodies = ['1'.repeat(5 * 1024 * 1024), 'part 2;'];
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (const PartNumber of [2, 1]) {
    const { ETag } = await s3.send(
      new UploadPartCommand({ ...target, UploadId, PartNumber, Body: bodies[PartNumber - 1] ?? '' }),
    );
    Parts.unshift({ PartNumber, ETag });
  }
  await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  const got = await s3.send(new GetObjectCommand(target));
  expect(await got.Body?.transformToString()).toBe(bodies.join(''));

  const aborted = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'results/aborted' }));
  const part = { Bucket: bucket, Key: 'results/aborted', UploadId: aborted.UploadId };
  await s3.send(new UploadPartCommand({ ...part, PartNumber: 1, Body: 'x' }));
  await s3.send(new AbortMultipartUploadCommand(part));
  expect(account.objects.head(bucket, 'results/aborted')).toBeUndefined();
  expect(readdirSync(`${folder}/run/s3-incoming`)).toEqual([]);
});

test('a presigned link has its signer’s rights, for as long as it says', async () => {
  const Key = 'results/page.html';
  const shown = { ContentType: 'text/html', ContentDisposition: 'inline', CacheControl: 'private, no-store' };
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '<p>', ...shown }));
  const get = new GetObjectCommand({ Bucket: bucket, Key });
  const link = (signer: S3Client, signingDate: Date) => getSignedUrl(signer, get, { expiresIn: 900, signingDate });
  const good = await fetch(await link(client(role('dev-blog-send-report')), now));
  const headers = ['content-type', 'content-disposition', 'cache-control'].map((name) => good.headers.get(name));
  expect([good.status, headers, await good.text()]).toEqual([200, Object.values(shown), '<p>']);
  const changed = await fetch(
    (await link(client(role('dev-blog-send-report')), now)).replace('page.html', 'other.html'),
  );
  expect([changed.status, await changed.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')]);
  const late = await fetch(await link(s3, new Date(now.getTime() - 901_000)));
  expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  const powerless = await fetch(await link(client(role('dev-blog-check-query-execution')), now));
  expect(powerless.status).toBe(403);
});

// Recorded: radkawar/stackd (9dc356f) testdata/aws/s3/presigned_headers.json
test('a link’s query holds an owner for a header, and no mode of the checksum', async () => {
  const target = { Bucket: bucket, Key: 'results/page.csv' };
  await s3.send(new PutObjectCommand({ ...target, Body: 'x', ChecksumAlgorithm: 'SHA256' }));
  const answer = async (asked: Partial<GetObjectCommandInput>, inHeader?: string, value = '') => {
    const link = await getSignedUrl(s3, new GetObjectCommand({ ...target, ...asked }), {
      signingDate: now,
      unhoistableHeaders: new Set(inHeader === undefined ? [] : [inHeader]),
    });
    const got = await fetch(link, { headers: inHeader === undefined ? {} : { [inHeader]: value } });
    return [got.status, got.headers.get('x-amz-checksum-type'), await got.text()];
  };
  expect(await answer({ ChecksumMode: 'ENABLED' })).toEqual([200, null, 'x']);
  expect(await answer({ ChecksumMode: 'ENABLED' }, 'x-amz-checksum-mode', 'ENABLED')).toEqual([
    200,
    'FULL_OBJECT',
    'x',
  ]);
  const [own, other] = ['000000000000', '999999999999'];
  expect(await answer({ ExpectedBucketOwner: own })).toEqual([200, null, 'x']);
  const [status, , text] = await answer({ ExpectedBucketOwner: other });
  expect([status, text]).toEqual([403, expect.stringContaining('<Message>Access Denied</Message>')]);
});

test.each([
  ['000000000000', '000000000000'],
  ['000000000000', '999999999999'],
])('an owner expected in a link’s query (%s) and in its header (%s) is too much', (inQuery, inHeader) => {
  const request = {
    method: 'GET',
    path: `/${bucket}/x`,
    query: new URLSearchParams({ 'X-Amz-Signature': 'x', 'x-amz-expected-bucket-owner': inQuery }),
    headers: { 'x-amz-expected-bucket-owner': inHeader },
    body: new Pieces([]),
  };
  expect(() => withHoistedHeaders(request)).toThrow(
    expect.objectContaining({
      code: 'InvalidBucketOwnerAWSAccountID',
      message: 'Expected bucket owner must be provided as either a header or parameter, not both',
    }),
  );
});

test('a link to write brings what its signer signed, be it the tags', async () => {
  const put = new PutObjectCommand({ Bucket: bucket, Key: 'results/by-link', Tagging: 'a=b' });
  const unhoistableHeaders = new Set(['x-amz-tagging']);
  const link = await getSignedUrl(s3, put, { expiresIn: 900, signingDate: now, unhoistableHeaders });
  expect(link).toMatch(/X-Amz-SignedHeaders=host%3Bx-amz-tagging/);
  const written = await fetch(link, { method: 'PUT', headers: { 'x-amz-tagging': 'a=b' }, body: '' });
  expect(written.status).toBe(200);
  const tags = await s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: 'results/by-link' }));
  expect(tags.TagSet).toEqual([{ Key: 'a', Value: 'b' }]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
test('a version that is named takes a permission of its own, to read as to delete', async () => {
  const Key = 'sent/versions';
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '{}' }));
  const sender = client(role('dev-blog-send-report'));
  await sender.send(new GetObjectCommand({ Bucket: bucket, Key }));
  await expect(sender.send(new GetObjectCommand({ Bucket: bucket, Key, VersionId }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('s3:GetObjectVersion'),
  });
  await expect(sender.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))).rejects.toMatchObject({
    message: expect.stringContaining('s3:DeleteObjectVersion'),
  });
});

test('a role reaches what its policy names, and hears AWS’s words of the rest', async () => {
  const sender = client(role('dev-blog-send-report'));
  await sender.send(new PutObjectCommand({ Bucket: bucket, Key: 'sent/x', Body: '{}' }));
  await expect(
    sender.send(new PutObjectCommand({ Bucket: bucket, Key: 'results/x', Body: '{}' })),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
    $metadata: { httpStatusCode: 403 },
    message:
      'User: arn:aws:sts::000000000000:assumed-role/dev-blog-send-report/dev-blog-send-report is not authorized to ' +
      `perform: s3:PutObject on resource: arn:aws:s3:::${bucket}/results/x ` +
      'because no identity-based policy allows the s3:PutObject action',
  });
  // Without s3:ListBucket, whether a key is there is none of its business.
  await expect(sender.send(new GetObjectCommand({ Bucket: bucket, Key: 'sent/none' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  expect(account.accessControl.refusals.at(-1)).toMatchObject({
    use: { principalName: 'dev-blog-send-report', action: 's3:PutObject' },
    verdict: { where: { file: expect.stringMatching(/^constructs\//) } },
  });
});

test('keys and requests that are not known are told so', async () => {
  const stranger = new S3Client({
    endpoint: account.endpoint,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'AKIAX', secretAccessKey: 'x' },
  });
  clients.push(stranger);
  await expect(stranger.send(new ListObjectsV2Command({ Bucket: bucket }))).rejects.toMatchObject({
    name: 'InvalidAccessKeyId',
  });
  expect((await fetch(`${account.endpoint}/${bucket}/results/parts`)).status).toBe(403);
  await expect(s3.send(new ListObjectsV2Command({ Bucket: 'nobody' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
});
