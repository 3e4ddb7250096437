import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Mapping } from '../workflows/files';

/** A line of the runner's log. https://github.com/nektos/act */
export interface LogLine {
  readonly msg: string;
  /** When it was written. */
  readonly time?: string;
  readonly level?: string;
  readonly job?: string;
  readonly jobID?: string;
  readonly matrix?: Mapping;
  readonly step?: string;
  readonly stage?: string;
  readonly jobResult?: 'success' | 'failure';
  readonly stepResult?: string;
  readonly command?: string;
  readonly content?: string;
  readonly raw_output?: boolean;
}

export interface ActOptions {
  readonly program: string;
  readonly folder: string;
  readonly event: string;
  /** From the folder. */
  readonly workflow: string;
  /** A file with the event's payload. */
  readonly payload: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** `owner/name@ref` and where it lies. */
  readonly actions: Readonly<Record<string, string>>;
  /** Where it works. */
  readonly cache: string;
  readonly home: string;
  readonly path: string;
}

/** Starts the runner on this machine itself, without containers; each line of its log is heard once. */
export function startAct(
  options: ActOptions,
  hear: (line: LogLine) => void,
): { child: ChildProcess; ended: Promise<number> } {
  const { program, folder, event, workflow, payload, variables, env, actions, cache, home, path } = options;
  const pairs = (flag: string, of: Readonly<Record<string, string>>) =>
    Object.entries(of).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const args = [
    ...[event, '--workflows', workflow, '--eventpath', payload, '--json', '--no-cache-server'],
    ...['--platform', 'ubuntu-24.04=-self-hosted', '--concurrent-jobs', '1', '--action-cache-path', cache],
    ...['--secret', 'GITHUB_TOKEN=a-token', '--use-new-action-cache', '--rm'],
    ...pairs('--var', variables),
    ...pairs('--env', env),
    ...pairs('--local-repository', actions),
  ];
  // What surrounds the tests is none of the jobs': they would get all of it.
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: path, HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const take = (text: string) => hear(text.startsWith('{') ? (JSON.parse(text) as LogLine) : { msg: text });
  createInterface(child.stdout).on('line', take);
  createInterface(child.stderr).on('line', take);
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  return { child, ended };
}

/** The shell of the step that is at work: what GitHub's runner sends its signals to. */
export function shellOf(runner: ChildProcess): number {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const shells = all.flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === runner.pid && args.includes('bash') ? [Number(pid)] : [];
  });
  const [shell] = shells;
  if (shell === undefined || shells.length > 1) throw new Error(`The runner has ${shells.length} shells, and not one.`);
  return shell;
}
