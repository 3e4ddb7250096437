import { type HttpRequest } from '../../endpoint/protocols';
import { S3Error } from './s3-error';

const OWNER = 'x-amz-expected-bucket-owner';
/** What S3 reads in a header alone: in a query it is signed, and changes nothing. */
const CHECKSUM_MODE = 'x-amz-checksum-mode';

/**
 * A presigned URL may hold in its query what else stands in a header: what was signed there counts as if it came as one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html; recorded:
 * localstack/localstack tests/aws/services/s3/test_s3.py test_presigned_url_v4_x_amz_in_qs;
 * radkawar/stackd (9dc356f) testdata/aws/s3/presigned_headers.json
 */
export function withHoistedHeaders(request: HttpRequest): HttpRequest {
  if (!request.query.has('X-Amz-Signature')) return request;
  const hoisted = [...request.query].filter(([name]) => name.startsWith('x-amz-'));
  if (hoisted.length === 0) return request;
  if (request.query.has(OWNER) && OWNER in request.headers) throw ownerTwice();
  const query = new URLSearchParams([...request.query].filter(([name]) => !name.startsWith('x-amz-')));
  const counted = hoisted.filter(([name]) => name !== CHECKSUM_MODE);
  return { ...request, query, headers: { ...Object.fromEntries(counted), ...request.headers } };
}

const ownerTwice = (): S3Error =>
  new S3Error(
    'InvalidBucketOwnerAWSAccountID',
    'Expected bucket owner must be provided as either a header or parameter, not both',
  );
