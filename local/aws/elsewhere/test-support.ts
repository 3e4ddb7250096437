import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What an emulator was sent. */
export interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server where an emulator would be: it keeps what it is sent, and answers as it is told. */
export class Emulator {
  readonly heard: Heard[] = [];
  answer: { status: number; headers: Record<string, string>; body: string } = { status: 200, headers: {}, body: '{}' };

  /** Those that come first, status and body. */
  answers: [status: number, body: object][] = [];

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<Emulator> {
    const server = createServer();
    const emulator = new Emulator(server);
    server.on('request', async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
      const { method, url, headers } = request;
      emulator.heard.push({ method, url, headers, body: Buffer.concat(pieces).toString() });
      const [next] = emulator.answers.splice(0, 1);
      const { status, headers: own, body } = emulator.answer;
      if (next)
        response.writeHead(next[0], { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(next[1]));
      else response.writeHead(status, own).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return emulator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
