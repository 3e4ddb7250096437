import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server on loopback whose answers are set once all that they need is there. */
export class Loopback {
  answer: (request: IncomingMessage) => Promise<Answer> = () => Promise.resolve({ status: 503 });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.answer(request)
        .catch((error: unknown) => ({ status: 500, body: String((error as Error).stack), headers: {} }))
        .then(({ status, body = '', headers = {} }) => {
          const bytes = Buffer.from(body);
          response.writeHead(status, { ...(status === 204 ? {} : { 'content-length': bytes.length }), ...headers });
          response.end(request.method === 'HEAD' || status === 204 ? undefined : bytes);
        });
    });
  }

  static async listen(): Promise<Loopback> {
    const loopback = new Loopback();
    await new Promise<void>((resolve) => loopback.#server.listen(0, '127.0.0.1', resolve));
    return loopback;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export const textOf = async (request: IncomingMessage): Promise<string> => (await bytesOf(request)).toString('utf8');
