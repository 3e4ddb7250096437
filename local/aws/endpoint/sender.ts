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
