import { readdirSync, readFileSync } from 'node:fs';

/** Memory of this process and of those that it started, as Linux tells it: what they share is counted once. */
export class MemoryOfAll {
  /** Bytes, at most. */
  peak = 0;
  /** Processes beside this one, at most. */
  processes = 0;
  readonly #timer = setInterval(() => this.#look(), 200).unref();

  stop(): void {
    this.#look();
    clearInterval(this.#timer);
  }

  #look(): void {
    const children = readdirSync('/proc/self/task').flatMap((thread) =>
      (read(`/proc/self/task/${thread}/children`) ?? '').split(' ').filter(Boolean),
    );
    this.processes = Math.max(this.processes, children.length);
    const all = ['self', ...children].map((id) => /^Pss: +(\d+) kB/m.exec(read(`/proc/${id}/smaps_rollup`) ?? '')?.[1]);
    this.peak = Math.max(
      this.peak,
      all.reduce((sum, kilobytes) => sum + Number(kilobytes ?? 0) * 1024, 0),
    );
  }
}

/** Undefined for a process that has ended. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
