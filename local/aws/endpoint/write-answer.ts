import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { type ServerResponse, validateHeaderValue } from 'node:http';
import { AwsError } from '../shared/errors';
import { type Answer } from './wire-error';

/** A file up to this size is read at once, which takes less time than to wait for it. */
const readWhole = 1024 * 1024;

type FileBody = Extract<Answer['body'], { readonly file: string }>;

/**
 * Writes an answer, or nothing. A file is opened before anything else can happen: what is told of it is of these bytes,
 * whoever overwrites or deletes it meanwhile.
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
  const opened = file && !headOnly ? open(file) : undefined;
  const whole = file && opened !== undefined && length <= readWhole ? read(opened, file, length) : bytes;
  // SDKs correct their clock by this header: it must tell the account's time, or presigned URLs would be off.
  response.sendDate = false;
  // The length behind the others: Node reads a content-disposition that comes after it as other bytes.
  response.writeHead(status, { date: now.toUTCString(), ...others, 'content-length': told ?? String(length) });
  if (headOnly) response.end();
  else if (whole !== undefined) response.end(whole);
  else if (file && opened !== undefined) {
    const stream = createReadStream('', { fd: opened, start: file.start, end: file.end });
    // The status is out already: a connection that breaks off is how a client learns of it.
    stream.on('error', () => response.destroy()).pipe(response);
    // Of a client that goes away, the file is closed too.
    response.on('close', () => stream.destroy());
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

function bytesOf(body: Answer['body']): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : Buffer.alloc(0);
}

/** Only objects are files: one that is gone by now was deleted a moment before it was asked for. */
function open({ file }: FileBody): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { cause: error });
  }
}

function read(opened: number, { file, start }: FileBody, length: number): Buffer {
  try {
    const buffer = Buffer.allocUnsafe(length);
    if (readSync(opened, buffer, 0, length, start) !== length) throw new Error(`${file} is shorter than it was`);
    return buffer;
  } finally {
    closeSync(opened);
  }
}
