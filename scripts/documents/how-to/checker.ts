import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repositoryRoot } from '../../files/repository-root';

/**
 * Types and format of a checkout's files, in a process that keeps what it has read, so that again takes little time:
 * faults of `roots` and all that they import as tsc prints them, and the `edited` that are not formatted. `end` waits until
 * the process is gone.
 */
export function checker(root: string) {
  const child = fork(join(repositoryRoot(), 'scripts/documents/how-to/check-process.mjs'), [root]);
  const gone = once(child, 'exit');
  const unasked = gone.then(([code]) => {
    throw new Error(`The process that checks types and format ended with ${code}.`);
  });
  unasked.catch(() => undefined);

  async function faults(files: {
    readonly roots: readonly string[];
    readonly edited: readonly string[];
  }): Promise<readonly string[]> {
    child.send(files);
    const [told] = (await Promise.race([once(child, 'message'), unasked])) as [readonly string[]];
    return told;
  }

  async function end(): Promise<void> {
    if (child.connected) child.disconnect();
    await gone;
  }

  return { faults, end };
}
