import { type ServerResponse, validateHeaderValue } from 'node:http';
import { AwsError } from '../shared/errors';
import { FileToSend } from './send-file';
import { type Answer } from './wire-error';

/**
 * Writes an answer, or nothing.
 * @throws AwsError for a header that HTTP can't carry, which came from the request; Error for a file that can't be read
 */
export function writeAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  now: Date,
  headOnly: boolean,
): void {
  const { 'content-length': told, ...others } = headers;
  let ascii = true;
  for (const [name, value] of Object.entries(others)) {
    if (!/[^\t -~]/.test(value)) continue;
    ascii = false;
    checkHeader(name, value);
  }
  const file = typeof body === 'string' || body instanceof Uint8Array || body.end < body.start ? undefined : body;
  // Node sends a text together with the headers, in one step; their Latin-1 would come as UTF-8 then.
  const bytes = file ? undefined : typeof body === 'string' && ascii ? body : bytesOf(body);
  const length = file ? file.end - file.start + 1 : Buffer.byteLength(bytes ?? '');
  const sent = file && !headOnly ? new FileToSend(file) : undefined;
  // SDKs correct their clock by this header: it must tell the account's time, or presigned URLs would be off.
  response.sendDate = false;
  // The length behind the others: Node reads a content-disposition that comes after it as other bytes.
  response.writeHead(status, { date: httpDate(now), ...others, 'content-length': told ?? String(length) });
  if (sent) sent.sendTo(response);
  else if (headOnly) response.end();
  else response.end(bytes);
}

/** Many answers of a second have the same. */
let latest: { readonly second: number; readonly text: string } = { second: NaN, text: '' };

function httpDate(now: Date): string {
  const second = Math.floor(now.getTime() / 1000);
  if (latest.second !== second) latest = { second, text: now.toUTCString() };
  return latest.text;
}

/** S3's words for what only Latin-1 can't hold; a control character has no better. */
function checkHeader(name: string, value: string): void {
  try {
    validateHeaderValue(name, value);
  } catch (error) {
    throw new AwsError('InvalidArgument', `Header value cannot be represented using ISO-8859-1: ${name}`, 400, {
      cause: error,
    });
  }
}

function bytesOf(body: Answer['body']): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : Buffer.alloc(0);
}
