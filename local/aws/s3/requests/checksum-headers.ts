import { type IncomingHttpHeaders } from 'node:http';
import { NotServed } from '../../shared/errors';
import { type Algorithm, algorithms, type Checksum, type ChecksumType, laterAlgorithms } from '../checksums/algorithms';
import { invalidRequest } from './s3-error';

/** What `x-amz-checksum-algorithm` asks for. @throws S3Error, with the words recorded in localstack/localstack test_s3.py */
export function algorithmOf(headers: IncomingHttpHeaders): Algorithm | undefined {
  const asked = headers['x-amz-checksum-algorithm'];
  if (asked === undefined) return undefined;
  const found = algorithms.find((one) => one === String(asked).toUpperCase());
  if (found) return found;
  if (laterAlgorithms.includes(String(asked).toUpperCase())) {
    throw new NotServed('NotImplemented', `A checksum of ${String(asked)}`, 501);
  }
  throw invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${algorithms.join(', ')}]`,
  );
}

/**
 * What an upload in parts will have. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 * has which type each algorithm may have; the words are recorded, TestS3MultipartUploadChecksum.
 */
export function uploadChecksum(
  headers: IncomingHttpHeaders,
): { readonly algorithm: Algorithm; readonly type: ChecksumType } | undefined {
  const algorithm = algorithmOf(headers);
  const type = headers['x-amz-checksum-type'];
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  if (type === undefined) return { algorithm, type: algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE' };
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE') {
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  if (type === (algorithm.startsWith('SHA') ? 'FULL_OBJECT' : algorithm === 'CRC64NVME' ? 'COMPOSITE' : '')) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type };
}

type Elements = Readonly<Record<string, string>>;

/** As it stands in XML of a part, whose type the upload tells; of none, nothing. */
export const checksumValue = (checksum: Checksum | undefined): Elements =>
  checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {};

/** As it stands in XML. */
export const checksumElement = (checksum: Checksum): Elements => ({
  ...checksumValue(checksum),
  ChecksumType: checksum.type,
});
