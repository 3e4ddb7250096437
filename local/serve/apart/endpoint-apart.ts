import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { type LocalCredentials } from '../../aws/endpoint/credentials';
import { type Protocol } from '../../aws/endpoint/protocol';
import { type StackNames } from '../../start/running/stack-names';

/** What a process with an endpoint says when it stands. */
export interface Standing {
  readonly endpoint: string;
  readonly region: string;
  readonly names: StackNames;
  readonly buckets: readonly string[];
  /** By the service's name in local/aws/all.ts. */
  readonly operations: Readonly<
    Record<string, { readonly protocol: Protocol; readonly operations: readonly string[] }>
  >;
  readonly operator: LocalCredentials;
  readonly producer: LocalCredentials;
}

/** And when it has stopped. */
export interface Stopped {
  /** That Firehose delivered, and of these the rows that it could convert. */
  readonly records: number;
  readonly rows: number;
  /** Bytes that the process held at most. */
  readonly peakMemory: number;
  /** What failed beside its requests. */
  readonly failures: readonly string[];
}

/** An endpoint in a process of its own: its memory is its own too, and it can die. */
export class EndpointApart {
  /** Of the process, once it is over; undefined while it lives. */
  code: number | string | undefined;
  readonly #lines: AsyncIterator<string>;

  private constructor(
    private readonly child: ChildProcess,
    readonly exited: Promise<void>,
    lines: AsyncIterable<string>,
  ) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /**
   * @param checkout whose code serves it: this one, or another to compare with
   * @throws Error when it doesn't come to stand; what it says of that stands on stderr
   */
  static async start(
    stackFolder: string,
    folder: string,
    checkout = repositoryRoot(),
  ): Promise<{ apart: EndpointApart; standing: Standing }> {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'local/serve/apart/endpoint.ts', stackFolder, folder], {
      cwd: checkout,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = new Promise<void>((resolve, reject) => {
      child.on('error', reject).on('exit', (code, signal) => {
        apart.code = code ?? signal ?? 'unknown';
        resolve();
      });
    });
    const apart = new EndpointApart(child, exited, createInterface(child.stdout));
    return { apart, standing: (await apart.#said()) as Standing };
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async stop(): Promise<Stopped> {
    this.child.stdin?.end('stop\n');
    const stopped = (await this.#said()) as Stopped;
    await this.exited;
    return stopped;
  }

  /** At once, when it is of no more use. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  async #said(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`The endpoint's process ended with ${String(this.code)}.`);
    return JSON.parse(value) as unknown;
  }
}
