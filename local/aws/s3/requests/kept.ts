import { type IncomingHttpHeaders } from 'node:http';
import { type PutOptions } from '../object-store';
import { S3Error } from './s3-error';
import { tagsOfHeader } from './tagging';

/** Headers that are kept with an object, and told again. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
export const keptHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
] as const;

/** Query parameters with which a reader overrides them. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const overrides = keptHeaders.map((name) => `response-${name}`);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html; others of the model are of other kinds of bucket. */
const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
];

/** Those whose objects must be restored before they are read. */
export const isArchived = (storageClass: string): boolean => ['GLACIER', 'DEEP_ARCHIVE'].includes(storageClass);

/** User-defined metadata: names and values together. */
const largestMetadata = 2048;

/** What a write says of its object. @throws S3Error for what S3 does not take */
export function keptOf(headers: IncomingHttpHeaders): PutOptions {
  const storageClass = headers['x-amz-storage-class'];
  const tagging = headers['x-amz-tagging'];
  return {
    ...metadataOf(headers),
    ...(typeof storageClass === 'string' ? { storageClass: checkedClass(storageClass) } : {}),
    ...(typeof tagging === 'string' ? { tags: tagsOfHeader(tagging) } : {}),
  };
}

/** What `x-amz-metadata-directive` speaks of. */
export function metadataOf(headers: IncomingHttpHeaders): Required<Pick<PutOptions, 'headers' | 'metadata'>> {
  const told = keptHeaders.flatMap((name): [string, string][] => {
    const value = name === 'content-encoding' ? withoutFraming(headers[name]) : headers[name];
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  const metadata = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), String(value)] as const);
  const size = metadata.reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value, 'latin1'), 0);
  if (size > largestMetadata) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: String(size),
      MaxSizeAllowed: String(largestMetadata),
    });
  }
  return { headers: Object.fromEntries(told), metadata: Object.fromEntries(metadata) };
}

/** `aws-chunked` says how the body came, not what it is. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const withoutFraming = (encoding: string | undefined): string | undefined =>
  encoding
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== 'aws-chunked')
    .join(',');

function checkedClass(storageClass: string): string {
  if (storageClasses.includes(storageClass)) return storageClass;
  throw new S3Error('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
    StorageClassRequested: storageClass,
  });
}
