import { type ChildProcess, spawn } from 'node:child_process';
import { repositoryRoot } from '../../scripts/files/repository-root';

/** An environment's stack, stood up by `npm start -- --serve` as a process of its own. */
export class LocalAccount {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly accessKeyId: string,
    private readonly region: string,
  ) {}

  /** @throws with what the process said, when it ends before it serves */
  static async start(environment: string): Promise<LocalAccount> {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'local/cli.ts', '--serve', '--env', environment], {
      cwd: repositoryRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    return new Promise((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const [, url] = /is up at (http:\S+),/.exec(said) ?? [];
        // The operator's come first.
        const [, key] = /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=\S+\n/.exec(said) ?? [];
        const [, region] = /AWS_REGION=(\S+)/.exec(said) ?? [];
        if (url && key && region) resolve(new LocalAccount(child, url, key, region));
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('exit', () => reject(new Error(`npm start -- --serve --env ${environment} ended:\n${said}`)));
    });
  }

  /** Asks as the operator, in JSON. */
  async ask(service: string, target: string, body: unknown): Promise<unknown> {
    return (await this.send(service, target, JSON.stringify(body))).json();
  }

  /** The local account reads of a signature whose it is. */
  send(service: string, target: string, body: string): Promise<Response> {
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    const scope = `${this.accessKeyId}/${day}/${this.region}/${service}/aws4_request`;
    return fetch(this.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
      },
      body,
    });
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.on('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}
