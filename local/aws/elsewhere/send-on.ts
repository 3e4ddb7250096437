import { request as requestOf, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestOfTls } from 'node:https';
import { sign } from '../endpoint/sign';
import { type Answer } from '../endpoint/wire-error';
import { type Forward } from './forwards';
import { type Place } from './services/known-calls';

/** What of a request an emulator has to know; its credentials are the account's, and open nothing. */
const SENT = ['content-type', 'x-amz-target', 'smithy-protocol', 'accept', 'x-amzn-query-mode'];
/** What of an answer its client has to know: all of it that an answer of this endpoint may have. */
const ANSWERED = [
  'content-type',
  'smithy-protocol',
  'x-amz-crc32',
  'x-amz-request-id',
  'x-amzn-requestid',
  'x-amzn-errortype',
  'x-amzn-query-error',
];
/** Bytes: "16 MB" is the most that an answer of DynamoDB's has, and 10 MiB of Kinesis's. */
const mostAnswered = 32 * 1024 * 1024;
/** Milliseconds without a byte. */
const patience = 30_000;

/** An emulator that can't be reached, or says what is no answer. */
export class NoAnswer extends Error {}

export interface SentOn {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Sends a request to an emulator, signed anew: the key id is the account's number, by which LocalStack tells accounts, and
 * moto by a header of its own.
 * https://docs.localstack.cloud/aws/capabilities/config/credentials/, moto/core/responses.py
 * @throws NoAnswer
 */
export async function sendOn(
  { service, origin }: Forward,
  sent: SentOn,
  { region, accountId }: Place,
): Promise<Answer> {
  const { method, url, body } = sent;
  const headers = sign(
    {
      method,
      url,
      headers: { ...picked(sent.headers, SENT), host: origin.host, 'x-moto-account-id': accountId },
      body,
      service,
      region,
      at: new Date(),
    },
    { accessKeyId: accountId, secretAccessKey: 'local' },
  );
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(new NoAnswer(error.code ?? error.message));
    const sending = (origin.protocol === 'https:' ? requestOfTls : requestOf)(
      new URL(url, origin),
      { method, headers: { ...headers, 'content-length': String(body.length) }, timeout: patience },
      (response) => read(response).then(resolve, fail),
    );
    sending.on('error', fail);
    sending.on('timeout', () => sending.destroy(new Error(`nothing came for ${patience / 1000} s`)));
    sending.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > mostAnswered) throw new Error(`its answer has more than ${mostAnswered} bytes`);
    pieces.push(piece);
  }
  const { statusCode: status = 0, headers } = response;
  if (status < 200 || status > 599 || (status >= 300 && status < 400)) throw new Error(`it answers ${status}`);
  return { status, headers: picked(headers, ANSWERED), body: Buffer.concat(pieces, size) };
}

const picked = (headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
