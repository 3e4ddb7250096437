import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** S3 as far as Terraform's backend and the pipelines ask it, on loopback; what it holds, tests look at. */
export class StateServer {
  readonly objects = new Map<string, Buffer>();
  /** `METHOD /bucket/key`, in order. */
  readonly requests: string[] = [];
  /** What is asked, and in vain; how often is told by what it gives. */
  refuses: (asked: string) => boolean = () => false;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
        const asked = `${request.method} ${decodeURIComponent(pathname)}`;
        this.requests.push(asked);
        const { status, text } = this.refuses(asked)
          ? { status: 403, text: fault('AccessDenied') }
          : this.#answer(asked, searchParams, request.headers['if-none-match'] === '*', body);
        const bytes = Buffer.from(text);
        // Terraform reads an object in pieces until one says that it is the last.
        const partial = status === 200 && request.headers.range !== undefined;
        response.writeHead(partial ? 206 : status, {
          'content-type': 'application/xml',
          ...(status === 204 ? {} : { 'content-length': bytes.length }),
          ...(partial ? { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` } : {}),
        });
        response.end(request.method === 'HEAD' || status === 204 ? undefined : bytes);
      });
    });
  }

  static async listen(): Promise<StateServer> {
    const server = new StateServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(
    asked: string,
    query: URLSearchParams,
    onlyNew: boolean,
    body: Buffer,
  ): { status: number; text: Buffer | string } {
    const [method, path = ''] = asked.split(' ');
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    if (method === 'POST') return { status: 200, text: IDENTITY };
    if (query.has('list-type') || query.has('prefix')) return { status: 200, text: '<ListBucketResult/>' };
    const found = this.objects.get(path);
    if (method === 'PUT') {
      if (onlyNew && found) return { status: 412, text: fault('PreconditionFailed') };
      this.objects.set(path, body);
      return { status: 200, text: '' };
    }
    if (method === 'DELETE') {
      this.objects.delete(path);
      return { status: 204, text: '' };
    }
    return found ? { status: 200, text: found } : { status: 404, text: fault('NoSuchKey') };
  }
}

const fault = (code: string): string => `<Error><Code>${code}</Code><Message>told to</Message></Error>`;

const IDENTITY =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
  '<Arn>arn:aws:sts::000000000000:assumed-role/github-apply-dev-blog/x</Arn><UserId>x</UserId>' +
  '<Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
