import { readdirSync, readFileSync } from 'node:fs';
import { startedBy } from './memory';

/** Milliseconds of all threads of a process, in the system's and its own code; undefined where it has ended, or none tells: Linux alone does. */
export function cpuOf(pid: number | undefined): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    // Nanoseconds, waited and times: https://docs.kernel.org/scheduler/sched-stats.html
    const used = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
    // What threads used that have ended is in the process's own count alone, which is in hundredths of a second.
    return Math.max(used.reduce((sum, one) => sum + one, 0) / 1e6, timesOf(String(pid))?.own ?? 0);
  } catch {
    return undefined;
  }
}

/** Milliseconds of this process, and of all that it started, whether they live or have ended. */
export function cpuOfAll(): number {
  const { user, system } = process.cpuUsage();
  const ended = timesOf('self')?.ended ?? 0;
  const living = startedBy('self').map((id) => timesOf(id));
  return (user + system) / 1000 + living.reduce((sum, one) => sum + (one?.own ?? 0) + (one?.ended ?? 0), ended);
}

/** Of a process, its own and those of the ones that it started and that have ended; undefined for one that is no more. */
function timesOf(id: string): { readonly own: number; readonly ended: number } | undefined {
  try {
    // utime, stime, cutime and cstime are the 14th to the 17th, in hundredths of a second; the second, a name, may
    // have anything in it: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 15);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.map((ticks) => Number(ticks) * 10);
    return { own: user + system, ended: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}
