import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from './fault';

export const LOCK = 'lock';

/**
 * Takes a folder for this process. That of a process that is gone is taken over.
 * @returns what gives it back
 * @throws UserError when another process has it
 */
export function lock(folder: string): () => void {
  const file = join(folder, LOCK);
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid}\n`);
  try {
    while (!linked(own, file)) {
      const pid = holderOf(file);
      if (pid !== undefined && isRunning(pid)) throw taken(folder, pid);
      takeOver(folder, file);
    }
  } finally {
    rmSync(own, { force: true });
  }
  const unlock = (): void => {
    process.off('exit', unlock);
    if (holderOf(file) === process.pid) rmSync(file, { force: true });
  };
  process.on('exit', unlock);
  return unlock;
}

/** One step: whoever comes second finds the file there. */
function linked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What is moved away may by then be another's, who was faster: it is put back. */
function takeOver(folder: string, file: string): void {
  const away = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const pid = holderOf(away);
  const isTaken = pid !== undefined && isRunning(pid);
  if (isTaken) linked(away, file);
  rmSync(away, { force: true });
  if (isTaken) throw taken(folder, pid);
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const taken = (folder: string, pid: number): Error =>
  fault(
    join(folder, LOCK),
    `the process ${pid} keeps an account in it`,
    `end that process, or give --keep another folder; if it is no npm start, remove the file`,
  );
