import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { UserError } from '../../../scripts/user-error';
import { MemoryOfAll } from './memory';
import { type Run } from './run';

/** A program, as it is found on the PATH or by its path, and what it is given. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** The exit codes with which it has done its work (0). */
  readonly accepts?: readonly number[];
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
const TIMED = `TIMEFORMAT='%R %U %S'; time "$@" >&3 2>&3`;

/**
 * Runs a command in a folder: what it and all processes that it started took; memory is looked at every 50 ms.
 * @throws UserError with the last that it said, where it fails
 */
export async function timed({ program, args, variables, accepts = [0] }: Command, cwd: string): Promise<Required<Run>> {
  const child = spawn('bash', ['-c', TIMED, 'bash', program, ...args], {
    cwd,
    // A group of its own, which can be ended whole.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', CHECKPOINT_DISABLE: '1', ...variables },
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
  if (code === null || !accepts.includes(code))
    throw new UserError(`${program} ${args.join(' ')} ended with ${code} in ${cwd}:\n${said?.join('').slice(-2000)}`);
  return { ...timesIn(times?.join('') ?? ''), memory: memory.peak };
}

/** Reads what the shell's `time` says, in seconds. */
export function timesIn(text: string): Required<Omit<Run, 'memory'>> {
  const found = /^([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(text);
  if (!found) throw new Error(`The shell says no time: ${text}`);
  const [wall = NaN, user = NaN, system = NaN] = found.slice(1).map((seconds) => Number(seconds) * 1000);
  return { wall, cpu: user + system };
}
