import { connect, type Socket } from 'node:net';

/** An answer, as far as it is looked at. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends bytes as they are, which no client of HTTP does, one request after another; connects anew when it must. */
export class RawClient {
  #socket: Socket | undefined;

  constructor(private readonly port: number) {}

  /** @returns nothing when the connection was closed without an answer. @throws Error for what is no HTTP, and for silence */
  ask(request: Buffer, headOnly: boolean): Promise<RawAnswer | undefined> {
    const socket = this.#connected();
    return new Promise((resolve, reject) => {
      let read: Buffer = Buffer.alloc(0);
      const rest: Buffer[] = [];
      let missing = 0;
      const end = (settle: () => void): void => {
        socket.off('data', onData).off('close', onClose).off('timeout', onTimeout).setTimeout(0);
        settle();
      };
      const onClose = (): void => {
        this.#socket = undefined;
        end(() => (read.length === 0 ? resolve(undefined) : reject(new Error(`half an answer: ${text(read)}`))));
      };
      const onData = (part: Buffer): void => {
        rest.push(part);
        missing -= part.length;
        if (missing > 0) return;
        read = Buffer.concat([read, ...rest.splice(0)]);
        const answer = parse(read, headOnly);
        if (typeof answer === 'number') return void (missing = answer);
        if (answer === 'nonsense' || answer.close) this.close();
        end(() => (answer === 'nonsense' ? reject(new Error(`no HTTP: ${text(read)}`)) : resolve(answer)));
      };
      const onTimeout = (): void => {
        this.close();
        end(() => reject(new Error('no answer')));
      };
      socket.on('data', onData).on('close', onClose).on('timeout', onTimeout);
      socket.setTimeout(patience);
      socket.write(request);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connected(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    this.#socket = connect(this.port, '127.0.0.1')
      .setNoDelay(true)
      .on('error', () => undefined);
    return this.#socket;
  }
}

/** Milliseconds. */
const patience = 120_000;
const text = (read: Buffer): string => JSON.stringify(read.toString('latin1', 0, 300));

/** @returns how many bytes it lacks, as far as that is known */
function parse(read: Buffer, headOnly: boolean): number | 'nonsense' | (RawAnswer & { readonly close: boolean }) {
  const end = read.indexOf('\r\n\r\n');
  if (end === -1) return read.length > 65_536 ? 'nonsense' : 0;
  const head = read.toString('latin1', 0, end);
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
  if (Number.isNaN(status) || /\r\n\r\n|[^\r]\n|\0/.test(head)) return 'nonsense';
  if (status === 100) return parse(read.subarray(end + 4), headOnly);
  const length =
    headOnly || status === 204 || status === 304 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (read.length < end + 4 + length) return end + 4 + length - read.length;
  const body = read.toString('utf8', end + 4, end + 4 + Math.min(length, 2000));
  return { status, body, close: /\r\nconnection: close/i.test(head) };
}
