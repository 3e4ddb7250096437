import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { type LocalCredentials } from '../../aws/endpoint/credentials';

/** `npm start -- --serve` of a checkout, and how its operator reaches it. */
export interface Served {
  readonly port: number;
  readonly region: string;
  readonly stream: string;
  readonly credentials: LocalCredentials;
  /** Milliseconds of CPU that its process has used so far; nothing where the system doesn't tell of another process's. */
  cpu(): number | undefined;
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
    cpu: () => cpuOf(child.pid),
    async stop() {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Milliseconds of all its threads, in the system's and its own code: Linux alone tells. */
export function cpuOf(pid: number | undefined): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    // Nanoseconds, waited and times: https://docs.kernel.org/scheduler/sched-stats.html
    const used = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
    return used.reduce((sum, one) => sum + one, 0) / 1e6;
  } catch {
    return undefined;
  }
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
