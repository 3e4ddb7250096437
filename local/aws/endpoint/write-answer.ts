import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type ServerResponse, validateHeaderValue } from 'node:http';
import { AwsError } from '../shared/errors';
import { type Answer } from './wire-error';

/** A file up to this size is read before its answer begins, so that one that can't be read is an error, not a torn answer. */
const readWhole = 1024 * 1024;

type FileBody = Extract<Answer['body'], { readonly file: string }>;

/**
 * Writes an answer, or nothing.
 * @throws AwsError for a header that HTTP can't carry, which came from the request; Error for a file that can't be read
 */
export async function writeAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  now: Date,
  headOnly: boolean,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) checkHeader(name, value);
  const file = typeof body === 'string' || body instanceof Uint8Array || body.end < body.start ? undefined : body;
  const length = file ? file.end - file.start + 1 : typeof body === 'string' ? Buffer.byteLength(body) : bytesOf(body);
  const whole = file === undefined ? bufferOf(body) : length > readWhole || headOnly ? undefined : await read(file);
  // SDKs correct their clock by this header: it must tell the account's time, or presigned URLs would be off.
  response.sendDate = false;
  response.writeHead(status, {
    date: now.toUTCString(),
    ...headers,
    // Behind the others: Node reads a content-disposition that comes after it as other bytes.
    'content-length': headers['content-length'] ?? String(length),
  });
  if (headOnly) response.end();
  else if (whole) response.end(whole);
  else if (file) {
    createReadStream(file.file, { start: file.start, end: file.end })
      // The status is out already: a connection that breaks off is how a client learns of it.
      .on('error', () => response.destroy())
      .pipe(response);
  }
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

const bytesOf = (body: Answer['body']): number => (body instanceof Uint8Array ? body.length : 0);

function bufferOf(body: Answer['body']): Buffer | Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : Buffer.alloc(0);
}

async function read({ file, start, end }: FileBody): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(end - start + 1), 0, end - start + 1, start);
    if (bytesRead !== buffer.length) throw new Error(`${file} is shorter than it was`);
    return buffer;
  } finally {
    await handle.close();
  }
}
