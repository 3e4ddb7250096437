import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
// The handlers' modules make loggers on import; a test looks at what a handler gives, not at its logs.
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';

export interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

export interface Received {
  /** `StartQueryExecution`, `Publish`, … or, for S3, `PUT` and `GET`. */
  action: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** The JSON or form input; for S3 the body as text. */
  input: Record<string, unknown>;
  body: string;
}

/**
 * What is done in place of an answer: the connection is closed without one, or none ever comes, before or after what was
 * asked for is done; or it is done, and the answer breaks off.
 */
export type Mishap = 'hang up' | 'hang' | 'hang after' | 'truncate';

/** What a test answers with. */
export type Respond = (request: Received) => Answer | Mishap | undefined;

/**
 * A loopback endpoint which real SDK clients talk to, so that tests meet what goes over the wire: JSON protocols, SNS's
 * forms and XML, and S3 with an object store that knows conditional puts.
 */
export class FakeAws {
  readonly requests: Received[] = [];
  readonly objects = new Map<string, string>();
  /** Messages that SNS took, whether or not anybody heard so. */
  taken = 0;
  /** By action, where there is no built-in one. */
  answers: Readonly<Record<string, () => Answer>> = {};
  /** Asked before the built-in answer. */
  respond: Respond = () => undefined;
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = readRequest(request, Buffer.concat(chunks).toString());
      this.requests.push(received);
      const said = this.respond(received);
      if (said === 'hang up') return void request.socket.destroy();
      if (said === 'hang') return;
      const answer = typeof said === 'object' ? said : this.#answer(received);
      if (said === 'hang after') return;
      if (said !== 'truncate') return void response.writeHead(answer.status, answer.headers).end(answer.body);
      response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) + 1 });
      response.write(answer.body.slice(0, answer.body.length / 2), () => request.socket.destroy());
    });
  });

  /** What every client of a test is made with. */
  get settings() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      forcePathStyle: true,
    };
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Forgets what a test did. */
  reset(): void {
    this.requests.length = 0;
    this.taken = 0;
    this.objects.clear();
    this.respond = () => undefined;
  }

  actions(): string[] {
    return this.requests.map(({ action }) => action);
  }

  #answer({ action, path, query, headers, body }: Received): Answer {
    const given = this.answers[action];
    if (given) return given();
    if (action === 'Publish') {
      this.taken++;
      return published(`message-${this.actions().filter((made) => made === 'Publish').length}`);
    }
    if (action === 'GET' && query.has('list-type')) return this.#list(path, query);
    const object = this.objects.get(path);
    if (action === 'GET')
      return object === undefined
        ? s3Error(404, 'NoSuchKey')
        : { status: 200, body: ranged(object, headers.range), headers: { etag: etag(object) } };
    if (action === 'PUT') {
      if (headers['if-none-match'] === '*' && object !== undefined) return s3Error(412, 'PreconditionFailed');
      if (headers['if-match'] !== undefined && headers['if-match'] !== etag(object ?? ''))
        return s3Error(412, 'PreconditionFailed');
      this.objects.set(path, body);
      return { status: 200, body: '', headers: { etag: etag(body) } };
    }
    return jsonError('UnknownOperationException', `${action} is not faked`);
  }

  /** Pages of three. */
  #list(bucket: string, query: URLSearchParams): Answer {
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const keys = [...this.objects.keys()]
      .filter((path) => path.startsWith(`${bucket}/`))
      .map((path) => path.slice(bucket.length + 1))
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .sort();
    const page = keys.slice(0, 3);
    const contents = page.map((key) => {
      const size = Buffer.byteLength(this.objects.get(`${bucket}/${key}`) ?? '');
      return `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`;
    });
    const next = keys.length > 3 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return {
      status: 200,
      body: `<ListBucketResult>${contents.join('')}<KeyCount>${page.length}</KeyCount>${next}</ListBucketResult>`,
    };
  }
}

function ranged(object: string, range: string | undefined): string {
  const [, end] = /^bytes=0-(\d+)$/.exec(range ?? '') ?? [];
  return end === undefined
    ? object
    : Buffer.from(object)
        .subarray(0, Number(end) + 1)
        .toString();
}

const etag = (body: string) => `"${createHash('md5').update(body).digest('hex')}"`;

function readRequest(request: IncomingMessage, body: string): Received {
  const target = request.headers['x-amz-target'];
  const [path = '', query] = (request.url ?? '').split('?');
  // S3 clients put a slash behind a bucket that they list.
  const common = {
    path: decodeURIComponent(path.replace(/\/$/, '')),
    query: new URLSearchParams(query),
    headers: request.headers,
    body,
  };
  if (typeof target === 'string')
    return { ...common, action: target.split('.').at(-1) ?? '', input: JSON.parse(body) as Record<string, unknown> };
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(body));
    return { ...common, action: input['Action'] ?? '', input };
  }
  return { ...common, action: request.method ?? '', input: {} };
}

export const json = (content: unknown): Answer => ({ status: 200, body: JSON.stringify(content) });

export const jsonError = (code: string, message: string, status = 400): Answer => ({
  status,
  headers: { 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, message }),
});

const published = (messageId: string): Answer => ({
  status: 200,
  body: `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${messageId}</MessageId></PublishResult></PublishResponse>`,
});

export const snsError = (status: number, code: string): Answer => ({
  status,
  body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>as the test wants</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

export const s3Error = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>as the test wants</Message></Error>`,
});
