import { type IncomingHttpHeaders } from 'node:http';
import { AwsError, NotServed } from '../shared/errors';

/**
 * What answers a request that nobody signed. Two kinds of S3's carry their signature elsewhere or none at all, and are
 * refused by name: forms, whose fields are signed, and preflights of CORS.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html, …/API/RESTOPTIONSobject.html
 */
export function unsigned(method: string, { 'content-type': type = '' }: IncomingHttpHeaders): AwsError {
  const named = (what: string): AwsError => new NotServed('NotImplemented', what, 501);
  if (method === 'OPTIONS') return named('A preflight request of CORS (OPTIONS)');
  if (method === 'POST' && type.toLowerCase().startsWith('multipart/form-data')) return named('A form (POST Object)');
  return new AwsError('MissingToken', 'Missing Authentication Token', 403);
}
