import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Interposer } from '../../aws/endpoint/server';
import { type Answer } from '../../aws/endpoint/wire-error';
import { type FaultKind } from '../scenarios/fault';
import { FAULT_HEADER } from './preamble';
import { emptyAnswer, refusal, rewritten } from './wire-answers';

/** A request of a function, as a place of the campaign. */
export interface FunctionRequest {
  /** Without prefix: `send-report`. */
  readonly function: string;
  /** `sns:Publish`, `s3:PutObject sent/ publishing` */
  readonly request: string;
  /** The name that it is signed for. */
  readonly service: string;
}

/**
 * A function goes on when its execution is stopped, and the notice of that runs beside it: on AWS either may be first. Each
 * fault means one of the two, so that what comes of it does not depend on how busy a machine is.
 */
export interface Stop {
  /** Of the notice and the functions that still run: the other waits until it has ended. */
  readonly first: 'notice' | 'functions';
  /** From now. */
  readonly seconds?: number;
}

export interface BetweenHost {
  /** Which function signs with that key; nothing for people. */
  functionOf(accessKeyId: string): string | undefined;
  /** What becomes of it. */
  fault(request: FunctionRequest): FaultKind | undefined;
  /** Seconds pass on the account's clock. */
  pass(seconds: number): Promise<void>;
  kill(functionName: string): Promise<void>;
  /** Whatever report is under way. */
  stop(how: Stop): Promise<void>;
}

/** Of SDK clients, in seconds: what an answer may take, and what is nearly as much. */
const [limit, nearly] = [10, 9];

/** What stands between the functions and the account: it asks what becomes of each request, and does that. */
export function between(host: BetweenHost): Interposer {
  return async (request, response, answer) => {
    const { headers } = request;
    const [, key = '', service = ''] =
      /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const name = host.functionOf(key);
    if (name === undefined) return answer();
    const made: FunctionRequest = { function: name, service, request: await requestOf(request, service) };
    const kind = host.fault(made);
    return kind === undefined ? answer() : meet(kind, made, { host, response, answer });
  };
}

interface Meeting {
  readonly host: BetweenHost;
  readonly response: ServerResponse;
  readonly answer: () => Promise<Answer>;
}

async function meet(kind: FaultKind, made: FunctionRequest, { host, response, answer }: Meeting) {
  const quietly = () => answer().catch(() => undefined);
  const tell = (what: string) => response.writeEarlyHints({ link: '</>', [FAULT_HEADER]: what });
  switch (kind) {
    case 'refused':
      tell('refused');
      return undefined;
    case 'slow':
      await host.pass(nearly);
      return answer();
    case 'hung':
    case 'hung after':
      if (kind === 'hung after') await quietly();
      await host.pass(limit);
      tell('hung');
      return undefined;
    case 'reset':
    case 'reset after':
      if (kind === 'reset after') await quietly();
      response.socket?.resetAndDestroy();
      return undefined;
    case 'throttled':
    case '500':
    case '503':
    case 'denied':
    case 'expired':
      return refusal(made.service, kind);
    case '500 after':
      await quietly();
      return refusal(made.service, '500');
    case 'truncated':
      return truncate(response, await answer());
    case 'empty':
    case 'wrong shape':
      return emptyAnswer(await answer(), kind, made.service);
    case 'killed before':
    case 'killed after':
      if (kind === 'killed after') await quietly();
      await host.kill(made.function);
      return undefined;
    case 'stopped before':
      await host.stop({ first: 'notice' });
      return answer();
    case 'stopped after': {
      const said = await answer();
      await host.stop({ first: 'functions' });
      return said;
    }
    case 'stopped in Wait':
    case 'stopped in WaitToStartAgain':
      await host.stop({ first: 'functions', seconds: 1 });
      return rewritten(await answer(), kind === 'stopped in Wait' ? 'RUNNING' : 'FAILED');
    case 'runs on':
      return rewritten(await answer(), 'RUNNING');
    case 'query failed':
      return rewritten(await answer(), 'FAILED');
    default:
      throw new Error(`${kind} is no fault of a request.`);
  }
}

/** Its length is told, half of it comes, and the connection breaks off; of nothing, not even its end. */
function truncate(response: ServerResponse, { status, headers, body }: Answer): undefined {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(' ');
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length + 1) });
  response.write(bytes.subarray(0, Math.max(1, bytes.length / 2)), () => response.socket?.destroy());
  return undefined;
}

/** Its operation; of S3 also what it is about: the first folder, and what a marker says. */
async function requestOf(request: IncomingMessage, service: string): Promise<string> {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return `${service}:${target.split('.').at(-1) ?? ''}`;
  const body = await peek(request);
  if (service !== 's3') return `${service}:${/(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? ''}`;
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
  const [, , folder, below] = pathname.split('/');
  if (searchParams.has('list-type')) return `s3:ListObjectsV2 ${(searchParams.get('prefix') ?? '').split('/')[0]}/`;
  const [, state] = /"state":"([\w ]+)"/.exec(body) ?? [];
  const operation = request.method === 'PUT' ? 'PutObject' : 'GetObject';
  const where = folder === 'sent' && below === 'notices' ? 'sent/notices/' : `${folder}/`;
  return `s3:${operation} ${where}${state === undefined ? '' : ` ${state}`}`;
}

/** The first of a body, which stays to be read. */
async function peek(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET') return '';
  await new Promise((resolve) => request.once('readable', resolve));
  const chunk = request.read() as Buffer | null;
  if (chunk === null) return '';
  request.unshift(chunk);
  return chunk.toString('latin1', 0, 4096);
}
