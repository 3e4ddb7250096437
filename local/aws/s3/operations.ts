import { bucketSettings } from './s3-bucket-settings';
import { type Shape } from './requests/operation';

const checksums = [
  ...['crc32', 'sha1', 'sha256'].map((algorithm) => `x-amz-checksum-${algorithm}`),
  'x-amz-sdk-checksum-algorithm',
  'content-md5',
];

/** What is kept with an object, and told again when it is read. */
const kept = ['x-amz-meta-*', 'content-disposition', 'cache-control'];

/** Every operation that is served, and what each understands; https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const operations = [
  { name: 'ListBuckets', actions: ['s3:ListAllMyBuckets'], method: 'GET', on: 'account' },
  { name: 'HeadBucket', actions: ['s3:ListBucket'], method: 'HEAD', on: 'bucket' },
  {
    name: 'GetBucketLocation',
    actions: ['s3:GetBucketLocation'],
    method: 'GET',
    on: 'bucket',
    by: { location: true },
  },
  {
    name: 'ListObjectsV2',
    actions: ['s3:ListBucket'],
    method: 'GET',
    on: 'bucket',
    by: { 'list-type': '2' },
    query: ['continuation-token', 'delimiter', 'encoding-type', 'max-keys', 'prefix', 'start-after'],
  },
  ...Object.entries(bucketSettings).map(([subresource, { name, action }]) => ({
    name,
    actions: [action] as const,
    method: 'GET',
    on: 'bucket' as const,
    by: { [subresource]: true as const },
  })),
  {
    name: 'GetObject',
    actions: ['s3:GetObject'],
    method: 'GET',
    on: 'object',
    query: ['response-content-type', 'response-content-disposition', 'response-cache-control'],
    headers: ['range', 'x-amz-checksum-mode'],
  },
  {
    name: 'HeadObject',
    actions: ['s3:GetObject'],
    method: 'HEAD',
    on: 'object',
    query: ['response-content-type', 'response-content-disposition', 'response-cache-control'],
    headers: ['range', 'x-amz-checksum-mode'],
  },
  {
    name: 'PutObject',
    actions: ['s3:PutObject', 's3:GetObject'],
    method: 'PUT',
    on: 'object',
    headers: [...kept, ...checksums, 'content-encoding', 'x-amz-server-side-encryption', 'if-match', 'if-none-match'],
  },
  { name: 'DeleteObject', actions: ['s3:DeleteObject'], method: 'DELETE', on: 'object' },
  {
    name: 'CreateMultipartUpload',
    actions: ['s3:PutObject'],
    method: 'POST',
    on: 'object',
    by: { uploads: true },
    headers: [...kept, 'x-amz-checksum-algorithm'],
  },
  {
    name: 'UploadPart',
    actions: ['s3:PutObject'],
    method: 'PUT',
    on: 'object',
    by: { uploadId: true, partNumber: true },
    headers: [...checksums, 'content-encoding'],
  },
  {
    name: 'CompleteMultipartUpload',
    actions: ['s3:PutObject'],
    method: 'POST',
    on: 'object',
    by: { uploadId: true },
    headers: [...checksums, 'if-none-match'],
  },
  {
    name: 'AbortMultipartUpload',
    actions: ['s3:AbortMultipartUpload'],
    method: 'DELETE',
    on: 'object',
    by: { uploadId: true },
  },
] as const satisfies readonly Shape[];
