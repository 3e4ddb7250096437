import { type IncomingMessage } from 'node:http';
import { AwsError } from '../shared/errors';
import { Pieces } from '../shared/pieces';
import { type WireService } from './protocols';

/** "1 MB per request": https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html; no other has more but these. */
const most = 1024 * 1024;
/** S3 takes 5 GiB; here it is a part as the largest that an SDK sends by itself, twice over. */
const mostOfS3 = 128 * 1024 * 1024;
/** Of all that is being read: who comes later waits. */
const inMemory = 2 * mostOfS3;

export const largestBodyOf = ({ protocol, largestBody }: WireService): number =>
  largestBody ?? (protocol === 'rest-xml' ? mostOfS3 : most);

const nothing = new Pieces([]);

let free = inMemory;
const waiting: { readonly bytes: number; readonly start: () => void }[] = [];

/**
 * Reads a request's body, and gives it to `use`; until that is done, its bytes count among those that are in memory.
 * @throws AwsError for one that is larger than the service takes; what is left of it is read and dropped, so that its
 * sender hears of it
 */
export async function withBody<Value>(
  incoming: IncomingMessage,
  service: WireService,
  use: (body: Pieces) => Promise<Value>,
): Promise<Value> {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  if ((length === undefined || length === '0') && encoding === undefined) return use(nothing);
  const largestBody = largestBodyOf(service);
  const declared = length === undefined ? undefined : Number(length);
  // A stream of whatever length: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  if (declared === undefined && service.protocol === 'rest-xml' && !incoming.headers['x-amz-decoded-content-length']) {
    incoming.resume();
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  if (declared !== undefined && declared > largestBody) {
    incoming.resume();
    throw tooLarge(service, largestBody);
  }
  const held = declared ?? largestBody;
  await take(held);
  try {
    return await use(await read(incoming, service, largestBody));
  } finally {
    release(held);
  }
}

function read(incoming: IncomingMessage, service: WireService, largest: number): Promise<Pieces> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= largest) return void chunks.push(chunk);
      incoming.off('data', onData).resume();
      chunks.length = 0;
      reject(tooLarge(service, largest));
    };
    incoming
      .on('data', onData)
      .on('end', () => resolve(new Pieces(chunks)))
      .on('close', () => {
        if (!incoming.complete) reject(new AwsError('IncompleteBody', 'The request body terminated unexpectedly'));
      });
  });
}

async function take(bytes: number): Promise<void> {
  if (waiting.length > 0 || bytes > free) {
    await new Promise<void>((start) => waiting.push({ bytes, start }));
    return;
  }
  free -= bytes;
}

function release(bytes: number): void {
  free += bytes;
  for (let next = waiting[0]; next && next.bytes <= free; next = waiting[0]) {
    waiting.shift();
    free -= next.bytes;
    next.start();
  }
}

function tooLarge({ protocol, tooLarge: own }: WireService, largest: number): AwsError {
  if (own) return own();
  const message = `A request may hold ${largest} bytes here`;
  return protocol === 'rest-xml'
    ? new AwsError('EntityTooLarge', `Your proposed upload exceeds the maximum allowed size. ${message}`)
    : new AwsError('RequestEntityTooLargeException', message, 413);
}
