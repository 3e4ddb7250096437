import { type Dice } from './dice';
import { type Draft, type Known } from './draft';
import { headerText, keyOf, nasty } from './texts';

const subresources = [
  'acl',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'object-lock',
  'partNumber',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'ownershipControls',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
];
const parameters = [
  'continuation-token',
  'delimiter',
  'encoding-type',
  'key-marker',
  'list-type',
  'marker',
  'max-keys',
  'prefix',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'start-after',
  'version-id-marker',
  'x-id',
];
const headerNames = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'content-type',
  'expires',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'range',
  'x-amz-acl',
  'x-amz-checksum-crc32',
  'x-amz-checksum-crc64nvme',
  'x-amz-checksum-sha256',
  'x-amz-checksum-type',
  'x-amz-copy-source-range',
  'x-amz-decoded-content-length',
  'x-amz-meta-a',
  'x-amz-metadata-directive',
  'x-amz-mp-object-size',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-server-side-encryption',
  'x-amz-storage-class',
  'x-amz-tagging',
  'x-amz-trailer',
  'x-amz-website-redirect-location',
];

/** Of the one bucket that may be written, or of none; what reads may be of any. */
export function s3Request(dice: Dice, { bucket, standing, uploads }: Known): Draft {
  const method = dice.of(['GET', 'GET', 'HEAD', 'PUT', 'PUT', 'DELETE', 'POST']);
  const other = dice.of(standing.buckets);
  const reads = method === 'GET' || method === 'HEAD';
  const key = keyOf(dice);
  const path = dice.of([
    ...Array<string>(8).fill(`/${bucket}/${key}`),
    `/${bucket}`,
    `/${bucket}/`,
    `/${bucket}/../${other}/${key}`,
    `/${bucket}/%2e%2e/${other}/${key}`,
    `/${bucket}/..%2f${other}%2f${key}`,
    `/${bucket}%2f..%2f${other}/${key}`,
    `/../${other}/${key}`,
    `/./${other}/../${bucket}/${key}`,
    `/nobody/${key}`,
    '/',
    ...(reads ? [`/${other}/${key}`, `/${other}`] : []),
  ]);
  const query = [
    ...dice.some(dice.once(4) ? 2 : 0, () => `${dice.of(subresources)}=${valueOf(dice, uploads)}`),
    ...dice.some(dice.once(3) ? 3 : 0, () => `${dice.of(parameters)}=${valueOf(dice, uploads)}`),
  ];
  const copy =
    method === 'PUT' && dice.once(8) ? { 'x-amz-copy-source': `/${dice.of([bucket, other])}/${keyOf(dice)}` } : {};
  const headers = Object.fromEntries(dice.some(dice.once(2) ? 3 : 0, () => [dice.of(headerNames), headerText(dice)]));
  const framed = method === 'PUT' && dice.once(10);
  return {
    method,
    url: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: { ...headers, ...copy, ...(framed ? { 'content-encoding': 'aws-chunked' } : {}) },
    body: reads ? '' : bodyOf(dice, bucket, framed),
    service: 's3',
    ...payloadOf(dice, framed),
  };
}

function payloadOf(dice: Dice, framed: boolean): { payload?: string } {
  if (framed) return { payload: dice.of(['STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD']) };
  return dice.once(10) ? { payload: dice.of(['UNSIGNED-PAYLOAD', '0'.repeat(64), 'none']) } : {};
}

const valueOf = (dice: Dice, uploads: readonly string[]): string =>
  encodeURIComponent(dice.once(2) && uploads.length > 0 ? dice.of(uploads) : dice.of(['1', '2', 'url', '/', ...nasty]));

function bodyOf(dice: Dice, bucket: string, framed: boolean): string {
  if (framed)
    return dice.of([
      '3\r\nabc\r\n0\r\n\r\n',
      'ffffffffff\r\nabc',
      '3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n',
      '',
      '-1\r\n',
    ]);
  const key = decoded(keyOf(dice));
  return dice.of([
    'x',
    '',
    'y'.repeat(dice.number(3000)),
    `<CompleteMultipartUpload><Part><PartNumber>${dice.number(3)}</PartNumber><ETag>"${dice.of(nasty)}"</ETag></Part></CompleteMultipartUpload>`,
    `<Delete><Object><Key>${key}</Key></Object><Object><Key>../${bucket}/${key}</Key></Object></Delete>`,
    `<Tagging><TagSet><Tag><Key>${dice.of(nasty)}</Key><Value>${dice.of(nasty)}</Value></Tag></TagSet></Tagging>`,
    `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(100)}">]><a>${'&b;'.repeat(100)}</a>`,
    '<a>'.repeat(500),
  ]);
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
