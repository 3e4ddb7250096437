import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { UserError } from '../../../scripts/user-error';
import { MemoryOfAll } from '../executions/memory';
import { type Command } from './figure';

/** What one run of a command took, with all processes that it started. */
export interface Run {
  /** Milliseconds. */
  readonly wall: number;
  /** Milliseconds, of user and system. */
  readonly cpu: number;
  /** Bytes, at most at once, as looked at every 50 ms. */
  readonly memory: number;
}

const running = new Set<number>();

/** Ends what runs, with all that it started. */
export function stopRunning(): void {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It has just ended.
    }
  }
}

/** The shell's `time`, whose CPU is of all that ended below it; what the command says stays on descriptor 3. */
const TIMED = `TIMEFORMAT='%R %U %S'; time node "$@" >&3 2>&3`;

/** @throws UserError with the last that it said, where it fails */
export async function run(command: Command, cwd: string): Promise<Run> {
  const child = spawn('bash', ['-c', TIMED, 'bash', ...command], {
    cwd,
    // A group of its own, which can be ended whole.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', CHECKPOINT_DISABLE: '1' },
  });
  const [times, said] = [[child.stderr], [child.stdio[3]]].map(([stream]) => {
    const chunks: string[] = [];
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    return chunks;
  });
  const { pid } = child;
  if (pid === undefined) {
    await once(child, 'close');
    throw new UserError('bash was not found, whose `time` measures.');
  }
  running.add(pid);
  const memory = new MemoryOfAll(pid, 50);
  const [code] = (await once(child, 'close')) as [number | null];
  running.delete(pid);
  memory.stop();
  if (code !== 0)
    throw new UserError(`node ${command.join(' ')} ended with ${code} in ${cwd}:\n${said?.join('').slice(-2000)}`);
  return { ...timesIn(times?.join('') ?? ''), memory: memory.peak };
}

/** Reads what the shell's `time` says, in seconds. */
export function timesIn(text: string): Omit<Run, 'memory'> {
  const found = /^([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(text);
  if (!found) throw new Error(`The shell says no time: ${text}`);
  const [wall = NaN, user = NaN, system = NaN] = found.slice(1).map((seconds) => Number(seconds) * 1000);
  return { wall, cpu: user + system };
}
