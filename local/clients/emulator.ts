import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { UserError } from '../../scripts/user-error';

export interface Emulator {
  readonly url: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/** moto's server, in a process of its own. @throws UserError when it doesn't come to stand */
export async function startEmulator(python: string): Promise<Emulator> {
  const child = spawn(python, ['-B', 'local/clients/emulator.py'], {
    cwd: repositoryRoot(),
    // It tells each request on stderr.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { value: url, done } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  if (done === true) throw new UserError('moto does not start: python -B local/clients/emulator.py says why.');
  return {
    url,
    pid: child.pid,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}
