import { type HttpRequest } from '../../endpoint/protocols';

/**
 * A presigned URL may hold in its query what else stands in a header: what was signed there counts as if it came as one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html; recorded:
 * localstack/localstack tests/aws/services/s3/test_s3.py test_presigned_url_v4_x_amz_in_qs
 */
export function withHoistedHeaders(request: HttpRequest): HttpRequest {
  if (!request.query.has('X-Amz-Signature')) return request;
  const hoisted = [...request.query].filter(([name]) => name.startsWith('x-amz-'));
  if (hoisted.length === 0) return request;
  const query = new URLSearchParams([...request.query].filter(([name]) => !name.startsWith('x-amz-')));
  return { ...request, query, headers: { ...Object.fromEntries(hoisted), ...request.headers } };
}
