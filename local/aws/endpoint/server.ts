import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { UserError } from '../../../scripts/user-error';
import { type Principal } from '../../../policies/iam/authorize';
import { type AccessControl } from '../shared/access-control';
import { callBy, callByLink } from '../shared/call';
import { type Clock } from '../shared/clock';
import { asAwsError, NotServed } from '../shared/errors';
import { authenticate } from './authenticate';
import { type CredentialStore } from './credentials';
import { type Protocol } from './protocol';
import { protocolOf } from './protocol-of';
import { type WireService } from './protocols';
import { withBody } from './read-body';
import { checkRegion } from './region';
import { readTarget } from './request-target';
import { checkSender } from './sender';
import { claimedService, readSignature } from './sigv4';
import { type Answer, errorAnswer } from './wire-error';
import { writeAnswer } from './write-answer';

/** Milliseconds. */
const mostPatience = 5000;

/**
 * Stands between a request and its answer, as a network does.
 * @param answer has the request served; it throws what the service refuses it with
 * @returns what is answered; undefined where the response was dealt with, or will never be
 */
export type Interposer = (
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<Answer>,
) => Promise<Answer | undefined>;

/** Answers what is none of AWS's, such as a page for people. @returns whether it took the request */
export type Beside = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface EndpointOptions {
  /** By the credential scope's service name. */
  readonly services: Readonly<Record<string, WireService>>;
  /** What answers for all others. */
  readonly elsewhere: (service: string) => WireService;
  /** Where each one's operations are written, for who asks for another. */
  readonly homes?: Readonly<Record<string, string>>;
  readonly credentials: CredentialStore;
  readonly access: AccessControl;
  /** Of the account's stack: what requests are signed for. */
  readonly region: string;
  readonly clock: Clock;
  /** Where a principal's request is written, out of the frames that its sender tells. */
  readonly callSite?: (principal: Principal, frames: string) => string | undefined;
  /** A free one when absent. */
  readonly port?: number;
  readonly interpose?: Interposer;
  /** Asked first of every request that nobody signed. */
  readonly beside?: Beside;
}

/** One address for all services, as `AWS_ENDPOINT_URL` wants it: the signature tells which service is meant. */
export class Endpoint {
  /** Requests that are being answered. */
  readonly #serving = new Set<Promise<void>>();
  #finishing = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @throws UserError when the port is in use or may not be used */
  static async listen(options: EndpointOptions): Promise<Endpoint> {
    const server = createServer();
    // Longer than clients keep a connection: theirs to close, or a request meets a connection that is being closed.
    server.keepAliveTimeout = 120_000;
    const { port = 0 } = options;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
      server.listen(port, '127.0.0.1', resolve);
    });
    const endpoint = new Endpoint(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (endpoint.#finishing) return void request.destroy();
      if (options.beside && isUnsigned(request) && options.beside(request, response)) return;
      const serving = serve(options, request, response).finally(() => endpoint.#serving.delete(serving));
      endpoint.#serving.add(serving);
    });
    return endpoint;
  }

  /** Takes no more requests, and answers those that it has, but for what takes long: a function that doesn't return. */
  async finish(): Promise<void> {
    this.#finishing = true;
    const patience = new Promise((resolve) => setTimeout(resolve, mostPatience).unref());
    await Promise.race([Promise.all(this.#serving), patience]);
    await this.close();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const isUnsigned = ({ headers, url = '/' }: IncomingMessage): boolean => claimedService(headers, url) === undefined;

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
  const asked = new Asked(incoming);
  const write = (answer: Answer): void =>
    writeAnswer(response, answer, options.clock.now(), incoming.method === 'HEAD');
  // A client that goes away midway is no fault of ours.
  response.on('error', () => undefined);
  incoming.on('error', () => undefined);
  const served = () => answerTo(options, incoming, asked);
  try {
    const answer = await (options.interpose?.(incoming, response, served) ?? served());
    if (answer) write(answer);
  } catch (error) {
    const home = asked.service === undefined ? undefined : options.homes?.[asked.service];
    const placed = error instanceof NotServed && home !== undefined ? error.at(home) : error;
    try {
      write(errorAnswer(asked.protocol, asAwsError(placed), asked.requestId, asked.service));
    } catch {
      // Nothing more can be said: the status is out, or the error itself can't be written.
      response.destroy();
    }
  }
}

/** What is known of a request so far, for whoever has to tell what went wrong with it. */
class Asked {
  readonly requestId = randomUUID();
  service: string | undefined;
  /** Until it is known which service is meant: by what the request says of itself. */
  protocol: Protocol;

  constructor({ headers, url = '/' }: IncomingMessage) {
    const claimed = claimedService(headers, url);
    // Who signs nothing, and has no form that tells, is taken for a reader of S3.
    this.protocol = protocolOf(claimed, headers, claimed === undefined ? 'rest-xml' : 'json');
  }
}

async function answerTo(options: EndpointOptions, incoming: IncomingMessage, asked: Asked): Promise<Answer> {
  const { headers, rawHeaders, method = 'GET', socket } = incoming;
  checkSender(headers, socket.localPort ?? 0);
  const { path, query } = readTarget(incoming.url ?? '/');
  const signature = readSignature(headers, query);
  asked.service = signature?.service ?? 's3';
  asked.protocol = protocolOf(signature?.service, headers, signature ? 'json' : 'rest-xml');
  const service = chooseService(options, asked.service);
  if (signature) checkRegion(signature, options.region);
  const request = { method, path, query, headers, rawHeaders };
  const { principal, accept } = authenticate(request, signature, options);
  return withBody(incoming, service, (body) => {
    accept(body);
    const frames = headers['x-local-call-site'];
    const at = typeof frames === 'string' ? options.callSite?.(principal, frames) : undefined;
    const call =
      signature?.by === 'link'
        ? callByLink(options.access, principal, asked.requestId)
        : callBy(options.access, principal, asked.requestId, at);
    return service.handle({ method, path, query, headers, body }, call);
  });
}

const chooseService = ({ services, elsewhere }: EndpointOptions, name: string): WireService =>
  (Object.hasOwn(services, name) ? services[name] : undefined) ?? elsewhere(name);
