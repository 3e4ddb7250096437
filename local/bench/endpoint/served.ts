import { type ChildProcess, spawn } from 'node:child_process';
import { type LocalCredentials } from '../../aws/endpoint/credentials';

/** `npm start -- --serve` of a checkout, and how its operator reaches it. */
export interface Served {
  readonly port: number;
  readonly region: string;
  readonly stream: string;
  readonly credentials: LocalCredentials;
  stop(): Promise<void>;
}

/** @param checkout this one, or another to compare with: only what `--serve` prints is read */
export async function serveIn(checkout: string): Promise<Served> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'local/cli.ts', '--serve'], {
    cwd: checkout,
    env: { ...process.env, INIT_CWD: checkout },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await saidBy(child);
  const exported = (name: string): string => new RegExp(`${name}=(\\S+)`).exec(said)?.[1] ?? '';
  return {
    port: Number(new URL(exported('AWS_ENDPOINT_URL')).port),
    region: exported('AWS_REGION'),
    stream: /--delivery-stream-name (\S+)/.exec(said)?.[1] ?? '',
    credentials: {
      accessKeyId: exported('AWS_ACCESS_KEY_ID'),
      secretAccessKey: exported('AWS_SECRET_ACCESS_KEY'),
    },
    async stop() {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function saidBy(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`--serve ended with ${code}: ${said}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Messages to subscribers appear here.')) resolve(said);
    });
  });
}
