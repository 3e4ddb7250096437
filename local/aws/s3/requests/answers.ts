import { type Answer } from '../../endpoint/wire-error';
import { toXml, type Xml } from '../../endpoint/xml';
import { type Asked } from './asked';
import { type S3Error } from './s3-error';

type Headers = Readonly<Record<string, string>>;

const namespace = { '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/' };

export const empty = ({ call }: Asked, status = 200, headers: Headers = {}): Answer => ({
  status,
  headers: { 'x-amz-request-id': call.requestId, ...headers },
  body: '',
});

/** @param root one element, which is put into S3's namespace */
export function xml(
  { call }: Asked,
  name: string,
  content: Readonly<Record<string, Xml | readonly Xml[]>>,
  headers: Headers = {},
): Answer {
  return {
    status: 200,
    headers: { 'x-amz-request-id': call.requestId, 'content-type': 'application/xml', ...headers },
    body: written({ [name]: { ...namespace, ...content } }),
  };
}

export function errorOf(error: S3Error, requestId: string): Answer {
  const { code, message, fields, headers, status } = error;
  const told = { 'x-amz-request-id': requestId, ...headers };
  if (status === 304) return { status, headers: told, body: '' };
  return {
    status,
    headers: { 'content-type': 'application/xml', ...told },
    body: written({ Error: { Code: code, Message: message, ...fields, RequestId: requestId } }),
  };
}

/** A key's control characters, which XML knows only as references. */
const written = (root: Xml): string =>
  toXml(root).replaceAll(/[\u0000-\u0008\u000B-\u001F]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`);

/** A time as S3 writes it in XML: to the second, with the milliseconds that it does not tell. */
export const timeOf = (time: Date): string => `${time.toISOString().slice(0, 19)}.000Z`;

/** An ETag as it stands in headers and XML. */
export const quoted = (etag: string): string => `"${etag}"`;
