import { type ServerResponse } from 'node:http';
import { type Html } from '../../../lambdas/shared/html';
import { type Download } from '../view';

/**
 * Of every answer. Nothing but the console's own files is loaded, sent to or shown in a frame, and no page shows it in one.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const GUARDS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

type Headers = Readonly<Record<string, string>>;

function send(response: ServerResponse, status: number, headers: Headers, body: string | Uint8Array): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...GUARDS, ...headers, 'content-length': String(bytes.byteLength) });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

export const sendPage = (response: ServerResponse, status: number, page: Html): void =>
  send(response, status, { 'content-type': 'text/html; charset=utf-8' }, String(page));

export const sendText = (response: ServerResponse, status: number, text: string, headers: Headers = {}): void =>
  send(response, status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }, `${text}\n`);

export const sendAsset = (response: ServerResponse, type: string, text: string): void =>
  send(response, 200, { 'content-type': type }, text);

/** What is shown within a page has a policy of its own in its head, runs nothing, and sends nothing. */
export const sendDownload = (response: ServerResponse, { type, name, body }: Download): void =>
  send(
    response,
    200,
    {
      'content-type': type,
      ...(name === undefined
        ? {
            'content-security-policy':
              "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
          }
        : { 'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"` }),
    },
    body,
  );

/** 303: whatever was sent is not sent again by a reload. */
export const redirect = (response: ServerResponse, to: string, headers: Headers = {}): void =>
  send(response, 303, { ...headers, location: to }, '');
