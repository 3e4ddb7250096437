import { type IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../shared/errors';

/**
 * A browser sends whatever a page of anybody's tells it to, but it says from where, and to which name. SDKs say neither
 * an origin, nor another host than the one they were given.
 * @throws AwsError for a page's request, and for a name that only leads here (DNS rebinding)
 */
export function checkSender({ host, origin }: IncomingHttpHeaders, port: number): void {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, ...(port === 80 ? ['127.0.0.1', 'localhost'] : [])];
  if (host === undefined || !own.includes(host.toLowerCase())) {
    throw new AwsError(
      'ForeignHost',
      `${host ?? 'No host'} is not served here; served is http://127.0.0.1:${port}`,
      403,
    );
  }
  if (origin !== undefined) {
    throw new AwsError('ForeignOrigin', `Requests of web pages are not served here, and this is of ${origin}`, 403);
  }
}

/**
 * The same for a page of the endpoint's own, which may come from itself.
 * @throws AwsError as checkSender
 */
export function checkOwnPage(headers: IncomingHttpHeaders, port: number): void {
  checkSender(isOwn(headers) ? { ...headers, origin: undefined } : headers, port);
}

/**
 * A page without a referrer sends its forms from the origin `null`, as a page of nowhere does; a browser tells the two apart,
 * and no script can. https://fetch.spec.whatwg.org/#append-a-request-origin-header, https://www.w3.org/TR/fetch-metadata/
 */
const isOwn = ({ origin, host = '', ...headers }: IncomingHttpHeaders): boolean =>
  origin === undefined ||
  origin === `http://${host}` ||
  (origin === 'null' && headers['sec-fetch-site'] === 'same-origin');
