import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { NotServed } from '../../shared/errors';
import { type Algorithm, algorithms, type Checksum, checksumOf, headerOf } from '../checksums/algorithms';
import { badDigest, checksumIn } from '../requests/body';
import { invalidRequest, malformedXml, S3Error } from '../requests/s3-error';
import { elementOf, elementsOf, only, textOf } from '../requests/xml-body';
import { type Part, type Upload } from './uploads';

/** Of each part but the last. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const smallestPart = 5 * 1024 * 1024;

const checksumElements = algorithms.map((algorithm) => `Checksum${algorithm}`);

interface Named {
  readonly number: number;
  readonly etag: string;
  readonly checksums: Partial<Record<Algorithm, string>>;
}

/**
 * The parts that a CompleteMultipartUpload names, each held against what came. The words are those recorded in
 * localstack/localstack tests/aws/services/s3/test_s3.py TestS3MultipartUploadChecksum, test_complete_multipart_parts_order,
 * test_multipart_complete_multipart_too_small and …_wrong_part.
 * @throws S3Error
 */
export function partsOf(upload: Upload, body: Buffer): Part[] {
  const named = namedIn(body);
  if (named.some(({ number }, at) => at > 0 && number <= (named[at - 1]?.number ?? 0))) {
    throw new S3Error(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      400,
      { UploadId: upload.id },
    );
  }
  const parts = named.map((one) => partOf(upload, one));
  const small = parts.find(({ size }, at) => at < parts.length - 1 && size < smallestPart);
  if (!small) return parts;
  throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
    ProposedSize: String(small.size),
    MinSizeAllowed: String(smallestPart),
    PartNumber: String(small.number),
    ETag: small.etag,
  });
}

function namedIn(body: Buffer): Named[] {
  const elements = body.length === 0 ? [] : elementsOf(rootOf(body), 'Part');
  if (elements.length === 0) throw invalidRequest('You must specify at least one part');
  return elements.map((element) => {
    only(element, ['PartNumber', 'ETag', ...checksumElements]);
    const [number, etag] = [textOf(element, 'PartNumber')?.trim(), textOf(element, 'ETag')];
    if (number === undefined || etag === undefined || !/^\d{1,5}$/.test(number)) throw malformedXml();
    const checksums = algorithms.flatMap((algorithm): [Algorithm, string][] => {
      const value = textOf(element, `Checksum${algorithm}`)?.trim();
      return value === undefined ? [] : [[algorithm, value]];
    });
    return { number: Number(number), etag: etag.trim().replaceAll('"', ''), checksums: Object.fromEntries(checksums) };
  });
}

function rootOf(body: Buffer): ReturnType<typeof elementOf> {
  const root = elementOf(body, 'CompleteMultipartUpload');
  only(root, ['Part']);
  return root;
}

function partOf(upload: Upload, { number, etag, checksums }: Named): Part {
  const invalidPart = (): S3Error =>
    new S3Error(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      400,
      { UploadId: upload.id, PartNumber: String(number), ETag: etag },
    );
  const part = upload.parts.get(number);
  if (part?.etag !== etag) throw invalidPart();
  const { checksum } = upload;
  for (const [algorithm, value] of Object.entries(checksums)) {
    if (!checksum || (algorithm === checksum.algorithm && value !== part.checksum?.value)) throw invalidPart();
    if (algorithm === checksum.algorithm) continue;
    const name = algorithm.toLowerCase();
    throw new S3Error('BadDigest', `The ${name} you specified for part ${number} did not match what we received.`);
  }
  if (checksum?.type === 'COMPOSITE' && checksums[checksum.algorithm] === undefined) {
    throw invalidRequest(
      `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  return part;
}

/** The MD5 of the parts' MD5s, and how many they are. */
export function etagOf(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

/** @param whole the checksum of all bytes, by the upload's algorithm or CRC64NVME */
export function checksumOfParts({ checksum }: Upload, parts: readonly Part[], whole: string): Checksum {
  if (checksum?.type !== 'COMPOSITE') {
    return { algorithm: checksum?.algorithm ?? 'CRC64NVME', type: 'FULL_OBJECT', value: whole };
  }
  const values = Buffer.concat(parts.map((part) => Buffer.from(part.checksum?.value ?? '', 'base64')));
  return { ...checksum, value: `${checksumOf(checksum.algorithm, values)}-${parts.length}` };
}

/**
 * What the request says of the whole, as far as it can be told before the parts are joined.
 * @throws S3Error; NotServed for a checksum that nobody recorded an answer to
 */
export function checkWhole({ checksum }: Upload, parts: readonly Part[], headers: IncomingHttpHeaders): void {
  const type = headers['x-amz-checksum-type'];
  if (type !== undefined && type !== checksum?.type) {
    throw invalidRequest(
      `The upload was created using the ${checksum?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  if (checksum?.type !== 'FULL_OBJECT' && algorithms.some((algorithm) => headers[headerOf(algorithm)] !== undefined)) {
    throw new NotServed(
      'NotImplemented',
      `CompleteMultipartUpload with the checksum of an object whose upload was not created with the checksum type FULL_OBJECT`,
      501,
    );
  }
  const told = headers['x-amz-mp-object-size'];
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (told === undefined || Number(told) === size) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${String(told)} does not match what was computed: ${size}`,
  );
}

/** The checksum that came with the request: S3 believes it where its type came too. @throws S3Error BadDigest */
export function checkDigest({ checksum }: Upload, made: Checksum, headers: IncomingHttpHeaders): void {
  if (checksum?.type !== 'FULL_OBJECT' || !algorithms.some((one) => headers[headerOf(one)] !== undefined)) return;
  const right =
    headers['x-amz-checksum-type'] === 'FULL_OBJECT' &&
    headers[headerOf(checksum.algorithm)] === made.value &&
    checksumIn(headers)?.algorithm === checksum.algorithm;
  if (!right) throw badDigest(checksum.algorithm.toLowerCase() as Lowercase<Algorithm>);
}
