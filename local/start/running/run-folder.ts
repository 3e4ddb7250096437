import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { isDiskFull } from '../../aws/s3/object-store';
import { outdir, root } from './root';

/** Enough to compare with; a run of 200,000 events takes about 10 MB. */
const runsKept = 5;

/** Makes a folder for this run under `.local/runs`, beside `cdktf.out`; removes the oldest beyond the last few. */
export function makeRunFolder(
  environment: string,
  now = new Date(),
  runs = join(dirname(outdir), '.local/runs'),
): string {
  const name = `${now.toISOString().slice(0, 19).replaceAll(':', '-')}-${environment}-${process.pid}`;
  const folder = join(runs, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'pid'), String(process.pid));
    // Names begin with the time: their order is that of the runs.
    const old = readdirSync(runs).sort().reverse().slice(runsKept);
    // Beside the run's work, which does not need it; one that can't be removed is tried again by the next run.
    for (const run of old) if (!isRunning(join(runs, run))) void remove(join(runs, run));
  } catch (error) {
    throw unwritable(error, folder);
  }
  return folder;
}

/** A path as a person types it: relative to where the commands of the README are run. */
export const shown = (path: string): string => {
  const short = relative(root, path);
  return short.startsWith('..') ? path : short;
};

/** Writes a file of the run. @throws UserError when the disk is full or the folder can't be written */
export function writeRunFile(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(error, file);
  }
  return file;
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true }).catch(() => undefined);

function isRunning(folder: string): boolean {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export const diskFull = (path: string): UserError =>
  new UserError(`The disk that holds ${path} is full: free some space, then run this again.`);

function unwritable(error: unknown, path: string): unknown {
  if (isDiskFull(error)) return diskFull(path);
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new UserError(`${path} can't be written (${code}): check who owns the folder and its permissions.`);
}
