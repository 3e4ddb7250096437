import { type Answer } from '../../endpoint/wire-error';
import { type Xml } from '../../endpoint/xml';
import { type Upload } from '../multipart/uploads';
import { quoted, timeOf, xml } from '../requests/answers';
import { type Asked, type S3, type S3Operation } from '../requests/asked';
import { checksumValue } from '../requests/checksum-headers';
import { commonPrefixes, listingOf, partsPage, prefixOf, told } from '../requests/listing';
import { invalidArgument } from '../requests/s3-error';
import { bucketArn, objectArn } from '../s3-authorize';
import { compareKeys } from '../store/key-order';
import { uploadOf } from './multipart';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html, …/API_ListMultipartUploads.html */
export const uploadListings: readonly S3Operation[] = [
  {
    name: 'ListParts',
    method: 'GET',
    on: 'object',
    by: { uploadId: true },
    query: ['max-parts', 'part-number-marker'],
    run: listParts,
  },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    on: 'bucket',
    by: { uploads: true },
    query: ['delimiter', 'encoding-type', 'key-marker', 'max-uploads', 'prefix', 'upload-id-marker'],
    run: listUploads,
  },
];

function listParts(s3: S3, asked: Asked): Answer {
  const { bucket, key, query } = asked;
  asked.call.require('s3:ListMultipartUploadParts', objectArn(bucket, key));
  const upload = uploadOf(s3, asked);
  const parts = [...upload.parts.values()].sort((a, b) => a.number - b.number);
  const { page, bounds } = partsPage(parts, query, 'max-parts', 'part-number-marker');
  return xml(asked, 'ListPartsResult', {
    Bucket: bucket,
    Key: key,
    UploadId: upload.id,
    ...bounds,
    ...ofUpload(s3, upload),
    Part: page.map(({ number, size, etag, checksum, lastModified }) => ({
      PartNumber: number,
      LastModified: timeOf(lastModified),
      ETag: quoted(etag),
      Size: size,
      ...checksumValue(checksum),
    })),
  });
}

const ofUpload = (s3: S3, { checksum, initiator, options }: Upload): Readonly<Record<string, Xml>> => ({
  ...(checksum ? { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type } : {}),
  Initiator: { ID: initiator, DisplayName: initiator.split('/').at(-1) ?? initiator },
  Owner: s3.authorizer.owner,
  StorageClass: options.storageClass ?? 'STANDARD',
});

function listUploads(s3: S3, asked: Asked): Answer {
  const { bucket, query } = asked;
  asked.call.require('s3:ListBucketMultipartUploads', bucketArn(bucket));
  const listing = listingOf(query, 'max-uploads');
  const keyMarker = query.get('key-marker') ?? '';
  // Without a key it says nothing.
  const idMarker = keyMarker === '' ? '' : (query.get('upload-id-marker') ?? '');
  const all = s3.uploads.of(bucket).sort((a, b) => compareKeys(a.key, b.key));
  const from = idMarker === '' ? undefined : all.findIndex(({ id, key }) => id === idMarker && key === keyMarker);
  if (from === -1) throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', idMarker);
  const page: Upload[] = [];
  const prefixes: string[] = [];
  let truncated = false;
  for (const [at, upload] of all.entries()) {
    if (from === undefined ? compareKeys(upload.key, keyMarker) <= 0 : at <= from) continue;
    if (!upload.key.startsWith(listing.prefix)) continue;
    const folded = prefixOf(upload.key, listing.prefix, listing.delimiter);
    if (folded !== undefined && (prefixes.at(-1) === folded || compareKeys(folded, keyMarker) <= 0)) continue;
    if (page.length + prefixes.length >= listing.limit) {
      truncated = listing.limit > 0;
      break;
    }
    if (folded === undefined) page.push(upload);
    else prefixes.push(folded);
  }
  const last = page.at(-1);
  return xml(asked, 'ListMultipartUploadsResult', {
    Bucket: bucket,
    ...told(listing),
    KeyMarker: listing.written(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: listing.written(last?.key ?? ''),
    NextUploadIdMarker: last?.id ?? '',
    MaxUploads: listing.limit,
    IsTruncated: truncated,
    Upload: page.map((upload) => ({
      Key: listing.written(upload.key),
      UploadId: upload.id,
      ...ofUpload(s3, upload),
      Initiated: timeOf(upload.initiated),
    })),
    CommonPrefixes: commonPrefixes(prefixes, listing),
  });
}
