import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { UserError } from '../../../scripts/user-error';
import { type Principal } from '../../../policies/iam/authorize';
import { type AccessControl } from '../shared/access-control';
import { callBy, callByLink } from '../shared/call';
import { type Clock } from '../shared/clock';
import { asAwsError, AwsError, NotServed } from '../shared/errors';
import { type CredentialStore } from './credentials';
import { protocolOf } from './protocol-of';
import { type HttpRequest, type WireService } from './protocols';
import { verifyPresigned } from './presigned';
import { signedBy, type SignedBy } from './sigv4';
import { type Answer, errorAnswer } from './wire-error';

/** The largest body that is read: twice what the largest request of a served API may hold but S3's, 64 MB parts. */
const largestBody = 128 * 1024 * 1024;

export interface EndpointOptions {
  /** By the credential scope's service name. */
  readonly services: Readonly<Record<string, WireService>>;
  /** Where each one's operations are written, for who asks for another. */
  readonly homes?: Readonly<Record<string, string>>;
  readonly credentials: CredentialStore;
  readonly access: AccessControl;
  readonly clock: Clock;
  /** Where a principal's request is written, out of the frames that its sender tells. */
  readonly callSite?: (principal: Principal, frames: string) => string | undefined;
  /** A free one when absent. */
  readonly port?: number;
}

/** One address for all services, as `AWS_ENDPOINT_URL` wants it: the signature tells which service is meant. */
export class Endpoint {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @throws UserError when the port is in use or may not be used */
  static async listen(options: EndpointOptions): Promise<Endpoint> {
    const server = createServer((request, response) => void serve(options, request, response));
    // Longer than clients keep a connection: theirs to close, or a request meets a connection that is being closed.
    server.keepAliveTimeout = 120_000;
    const { port = 0 } = options;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
      server.listen(port, '127.0.0.1', resolve);
    });
    return new Endpoint(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new UserError(`--port ${port} is in use: end the program that listens on it, or choose another port.`);
  }
  if (error.code === 'EACCES') {
    return new UserError(`--port ${port} may not be used by you: choose one above 1023, or leave it out.`);
  }
  return error;
}

async function serve(options: EndpointOptions, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  let protocol = protocolOf(undefined, incoming.headers);
  let answer: Answer;
  let asked: string | undefined;
  try {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const signature = signedBy(incoming.headers, url.searchParams);
    asked = signature?.service ?? 's3';
    protocol = protocolOf(signature?.service, incoming.headers, signature ? 'json' : 'rest-xml');
    const service = chooseService(options, asked);
    const request: HttpRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: await readBody(incoming),
    };
    const principal = authenticate(options, signature, request);
    const frames = incoming.headers['x-local-call-site'];
    const at = typeof frames === 'string' ? options.callSite?.(principal, frames) : undefined;
    const call = signature?.expires
      ? callByLink(options.access, principal, requestId)
      : callBy(options.access, principal, requestId, at);
    answer = await service.handle(request, call);
  } catch (error) {
    const home = asked === undefined ? undefined : options.homes?.[asked];
    const placed = error instanceof NotServed && home !== undefined ? error.at(home) : error;
    answer = errorAnswer(protocol, asAwsError(placed), requestId, asked);
  }
  write(response, answer, options.clock.now(), incoming.method === 'HEAD');
}

function chooseService({ services }: EndpointOptions, name: string): WireService {
  const service = Object.hasOwn(services, name) ? services[name] : undefined;
  if (service) return service;
  throw new NotServed('UnknownOperation', `The service ${name}`, 404, Object.keys(services)).at('local/aws/all.ts');
}

function authenticate(
  { credentials, clock }: EndpointOptions,
  signature: SignedBy | undefined,
  request: HttpRequest,
): Principal {
  if (!signature) throw new AwsError('MissingToken', 'Missing Authentication Token', 403);
  const issued = credentials.find(signature.accessKeyId);
  if (!issued || issued.credentials.sessionToken !== signature.sessionToken) {
    throw new AwsError('InvalidClientToken', 'The security token included in the request is invalid.', 403);
  }
  if (signature.expires) {
    if (clock.now() > signature.expires) throw new AwsError('AccessDenied', 'Request has expired', 403);
    verifyPresigned(request, issued.credentials.secretAccessKey);
  }
  return issued.principal;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      throw new AwsError('EntityTooLarge', `A request may hold ${largestBody} bytes here`, 413);
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function write(response: ServerResponse, { status, headers, body }: Answer, now: Date, headOnly: boolean): void {
  // SDKs correct their clock by this header: it must tell the account's time, or presigned URLs would be off.
  response.sendDate = false;
  response.writeHead(status, { date: now.toUTCString(), ...lengthOf(body, headers), ...headers });
  if (headOnly) response.end();
  else if (typeof body === 'string' || body instanceof Uint8Array) response.end(body);
  else if (body.end < body.start) response.end();
  else {
    createReadStream(body.file, { start: body.start, end: body.end })
      // The status is out already: a connection that breaks off is how a client learns of it.
      .on('error', () => response.destroy())
      .pipe(response);
  }
}

function lengthOf(body: Answer['body'], headers: Answer['headers']): Record<string, string> {
  if ('content-length' in headers) return {};
  if (typeof body === 'string') return { 'content-length': String(Buffer.byteLength(body)) };
  return { 'content-length': String(body instanceof Uint8Array ? body.length : body.end - body.start + 1) };
}
