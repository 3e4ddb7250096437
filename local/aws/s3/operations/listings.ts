import { type Answer } from '../../endpoint/wire-error';
import { type Xml } from '../../endpoint/xml';
import { quoted, timeOf, xml } from '../requests/answers';
import { type Asked, type S3, type S3Operation } from '../requests/asked';
import { afterOf, commonPrefixes, listingOf, type Listing, pageOf, told, tokenOf } from '../requests/listing';
import { bucketArn } from '../s3-authorize';
import { type ObjectHead } from '../store/stored-object';

const common = ['delimiter', 'encoding-type', 'max-keys', 'prefix'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, …/API_ListObjects.html */
export const listings: readonly S3Operation[] = [
  {
    name: 'ListObjectsV2',
    method: 'GET',
    on: 'bucket',
    by: { 'list-type': '2' },
    query: [...common, 'continuation-token', 'fetch-owner', 'start-after'],
    run: listObjectsV2,
  },
  {
    name: 'ListObjects',
    method: 'GET',
    on: 'bucket',
    query: [...common, 'marker'],
    run: listObjects,
  },
];

function listObjectsV2(s3: S3, asked: Asked): Answer {
  const { query, bucket } = asked;
  const listing = requireListing(asked, 's3:ListBucket');
  const token = query.get('continuation-token');
  const start = query.get('start-after') ?? '';
  const page = pageOf(s3.store.list(bucket, listing.prefix), listing, token === null ? start : afterOf(token));
  const owner = query.get('fetch-owner') === 'true';
  return xml(asked, 'ListBucketResult', {
    Name: bucket,
    ...told(listing),
    KeyCount: page.keys.length + page.prefixes.length,
    MaxKeys: listing.limit,
    IsTruncated: page.next !== undefined,
    ...(token === null ? {} : { ContinuationToken: token }),
    ...(page.next === undefined ? {} : { NextContinuationToken: tokenOf(page.next) }),
    // A token goes before it.
    ...(start === '' || token !== null ? {} : { StartAfter: listing.written(start) }),
    Contents: contentsOf(s3, bucket, page.keys, listing, owner),
    CommonPrefixes: commonPrefixes(page.prefixes, listing),
  });
}

function listObjects(s3: S3, asked: Asked): Answer {
  const { query, bucket } = asked;
  const listing = requireListing(asked, 's3:ListBucket');
  const marker = query.get('marker') ?? '';
  const page = pageOf(s3.store.list(bucket, listing.prefix), listing, marker);
  return xml(asked, 'ListBucketResult', {
    Name: bucket,
    ...told(listing),
    Marker: listing.written(marker),
    MaxKeys: listing.limit,
    IsTruncated: page.next !== undefined,
    // Without a delimiter the last key says it.
    ...(page.next === undefined || listing.delimiter === '' ? {} : { NextMarker: listing.written(page.next) }),
    Contents: contentsOf(s3, bucket, page.keys, listing, true),
    CommonPrefixes: commonPrefixes(page.prefixes, listing),
  });
}

/** What IAM may ask of a listing: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export function requireListing({ query, bucket, call }: Asked, action: string): Listing {
  const listing = listingOf(query, 'max-keys');
  call.require(action, bucketArn(bucket), {
    's3:prefix': listing.prefix,
    's3:max-keys': String(listing.limit),
    ...(listing.delimiter === '' ? {} : { 's3:delimiter': listing.delimiter }),
  });
  return listing;
}

function contentsOf(s3: S3, bucket: string, keys: readonly string[], { written }: Listing, owner: boolean): Xml[] {
  return keys.flatMap((key) => {
    const head = s3.store.head(bucket, key);
    return head ? [{ Key: written(key), ...entryOf(head), ...(owner ? { Owner: s3.authorizer.owner } : {}) }] : [];
  });
}

/** What every listing tells of an object. */
export const entryOf = (head: ObjectHead): Readonly<Record<string, Xml>> => ({
  LastModified: timeOf(head.lastModified),
  ETag: quoted(head.etag),
  ChecksumAlgorithm: head.checksumKind.algorithm,
  ChecksumType: head.checksumKind.type,
  Size: head.size,
  StorageClass: head.storageClass,
});
