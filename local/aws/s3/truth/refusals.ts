import { type Source } from '../../truth';
import { page, recorded, type S3Truth, type Step } from './shape';

const put: Step = { send: 'PUT k', body: 'hello', is: 200 };
const stays: Step = { send: 'GET k', is: 200, text: 'hello' };
const refused = (send: string, more: Partial<Step> = {}): Step => ({
  send,
  is: 501,
  ...more,
  error: { Code: 'NotImplemented' },
});

const row = (says: string, source: Source, ...steps: Step[]): S3Truth => ({
  says: `Refused by name: ${says}`,
  source,
  refused: true,
  steps: [put, ...steps, stays],
});

/** Sub-resources of a bucket that an operation of S3's model knows, and none here. */
const ofBuckets = [
  'accelerate',
  'acl',
  'analytics&id=a',
  'cors',
  'intelligent-tiering&id=a',
  'inventory&id=a',
  'logging',
  'metadataConfiguration',
  'metrics',
  'metrics&id=a',
  'notification',
  'object-lock',
  'policyStatus',
  'replication',
  'requestPayment',
  'tagging',
  'website',
];
const customerKeys = [
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-server-side-encryption-customer-key-md5',
];

/** What AWS does and nobody here: not one changes an object. */
export const refusals: readonly S3Truth[] = [
  row(
    'retention and legal holds',
    recorded('test_s3::test_s3_object_retention'),
    refused('PUT k?retention', { body: '<Retention/>' }),
    refused('PUT k?legal-hold', { body: '<LegalHold/>' }),
    refused('GET k?retention'),
    refused('PUT k', { body: 'x', with: { 'x-amz-object-lock-mode': 'GOVERNANCE' } }),
    refused('DELETE k', { with: { 'x-amz-bypass-governance-retention': 'true' } }),
  ),
  row(
    'restoring, selecting, torrents',
    page('API/API_RestoreObject'),
    refused('POST k?restore'),
    refused('POST k?select&select-type=2'),
    refused('GET k?torrent'),
  ),
  row(
    'conditions of other kinds of bucket',
    recorded('test_s3_api::test_delete_object_if_match_all_non_express'),
    refused('DELETE k', { with: { 'x-amz-if-match-size': '10' } }),
    refused('DELETE k', { with: { 'x-amz-if-match-last-modified-time': 'Sun, 01 Nov 2026 08:00:00 GMT' } }),
  ),
  row(
    'keys of the client’s own',
    recorded('test_s3::test_put_object_validation_sse_c'),
    refused('PUT k', { body: 'x', with: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } }),
    refused('GET k', { with: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } }),
  ),
  row(
    'keys of the client’s own, of a copy and of parts',
    recorded('test_s3::test_sse_c_with_versioning'),
    ...customerKeys.flatMap((name) => [
      refused('POST k?uploads', { with: { [name]: 'x' } }),
      refused('PUT k?partNumber=1&uploadId=x', { body: 'x', with: { [name]: 'x' } }),
      refused('PUT k', { with: { 'x-amz-copy-source': '{bucket}/{p}k', [name]: 'x' } }),
      refused('PUT to', {
        with: { 'x-amz-copy-source': '{bucket}/{p}k', [name.replace('x-amz-', 'x-amz-copy-source-')]: 'x' },
      }),
    ]),
  ),
  row(
    'sub-resources of buckets: none is taken for the bucket itself, or for its list',
    page('API/API_Operations_Amazon_Simple_Storage_Service'),
    ...ofBuckets.flatMap((name) => [
      refused(`GET ?${name}`),
      refused(`PUT ?${name}`, { body: '<X/>' }),
      refused(`DELETE ?${name}`),
    ]),
    { send: 'HEAD ', is: 200 },
  ),
  row(
    'changes of what the stack says of a bucket',
    page('API/API_Operations_Amazon_Simple_Storage_Service'),
    ...['encryption', 'lifecycle', 'ownershipControls', 'policy', 'publicAccessBlock', 'versioning'].flatMap((name) => [
      refused(`PUT ?${name}`, { body: '<X/>' }),
      refused(`DELETE ?${name}`),
    ]),
  ),
  row(
    'forms of a browser, which sign their fields, and preflights',
    page('API/RESTObjectPOST'),
    ...([true, undefined] as const).flatMap((unsigned) => [
      refused('POST ', {
        ...(unsigned ? { unsigned } : {}),
        with: { 'content-type': 'multipart/form-data; boundary=x' },
        body: '--x--',
      }),
      refused('OPTIONS k', unsigned ? { unsigned } : {}),
    ]),
  ),
  row(
    'tags of buckets by S3 Control',
    page('API/API_control_ListTagsForResource'),
    refused('GET /v20180820/tags/arn%3Aaws%3As3%3A%3A%3A{bucket}', { with: { 'x-amz-account-id': '000000000000' } }),
  ),
  row(
    'an empty value in place of a header of the answer, and one for some of the bytes, of which no page tells',
    page('API/API_GetObject'),
    refused('GET k?response-content-disposition=attachment', { with: { range: 'bytes=0-3' } }),
    refused('GET k?response-content-type=a&partNumber=1'),
    refused('GET k?response-content-disposition='),
    refused('GET k?response-cache-control=&response-expires='),
  ),
  row(
    'an encryption other than the bucket’s',
    recorded('test_s3::test_s3_sse_validate_kms_key'),
    refused('PUT k', { body: 'x', with: { 'x-amz-server-side-encryption': 'aws:kms' } }),
    refused('PUT k', { body: 'x', with: { 'x-amz-server-side-encryption-aws-kms-key-id': 'fake-key-id' } }),
  ),
  row(
    'where a website leads',
    recorded('test_s3::test_s3_copy_object_in_place_website_redirect_location'),
    refused('PUT k', { body: 'x', with: { 'x-amz-website-redirect-location': '/test' } }),
  ),
  row(
    'making, changing and deleting buckets, which Terraform does',
    page('API/API_CreateBucket'),
    refused('PUT '),
    refused('DELETE '),
    refused('PUT ?versioning', { body: '<VersioningConfiguration/>' }),
    refused('PUT ?tagging', { body: '<Tagging/>' }),
    refused('DELETE ?policy'),
  ),
  row(
    'a parameter that no operation knows',
    page('API/API_GetObject'),
    refused('GET k?tagging&versions'),
    refused('PUT k?x=1', { body: 'x' }),
    refused('DELETE k?uploads'),
    refused('GET ?list-type=3'),
  ),
  row(
    'checksums of later kinds',
    page('userguide/checking-object-integrity-upload'),
    refused('PUT k', { body: 'x', with: { 'x-amz-checksum-xxhash3': 'AAAAAAAAAAA=' } }),
    refused('PUT k', { body: 'x', with: { 'x-amz-checksum-sha512': 'x' } }),
    refused('PUT k', { body: 'x', with: { 'x-amz-sdk-checksum-algorithm': 'SHA512' } }),
    refused('POST k?uploads', { with: { 'x-amz-checksum-algorithm': 'XXHASH64' } }),
    refused('PUT to', { with: { 'x-amz-copy-source': '{bucket}/{p}k', 'x-amz-checksum-algorithm': 'SHA512' } }),
  ),
];
