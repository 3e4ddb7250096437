import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { repositoryRoot } from '../../scripts/files/repository-root';

/** An environment's stack, stood up by `npm start -- --serve` as a process of its own. */
export class LocalAccount {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly credentials: { readonly id: string; readonly secret: string },
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
        const [, id, secret] = /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)\n/.exec(said) ?? [];
        const [, region] = /AWS_REGION=(\S+)/.exec(said) ?? [];
        if (url && id && secret && region) resolve(new LocalAccount(child, url, { id, secret }, region));
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

  /** Signed, as by an SDK: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  send(service: string, target: string, body: string): Promise<Response> {
    const { id, secret } = this.credentials;
    const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const scope = `${date.slice(0, 8)}/${this.region}/${service}/aws4_request`;
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const headers = `host:${new URL(this.url).host}\nx-amz-date:${date}\nx-amz-target:${target}\n`;
    const canonical = ['POST', '/', '', headers, 'host;x-amz-date;x-amz-target', digest(body)].join('\n');
    const key = scope.split('/').reduce<string | Buffer>((made, part) => mac(made, part), `AWS4${secret}`);
    const signature = mac(key, ['AWS4-HMAC-SHA256', date, scope, digest(canonical)].join('\n')).toString('hex');
    return fetch(this.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${signature}`,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': date,
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
