import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and of all that it started and they did, or of these alone, as Linux tells it: what they share is counted once. */
export class MemoryOfAll {
  /** Bytes, at most. */
  peak = 0;
  /** Processes beside this one, at most. */
  processes = 0;
  readonly #timer;

  /** @param of the process: this one, or one by its id */
  constructor(
    private readonly of: 'self' | number = 'self',
    every = 200,
    private readonly which: 'all' | 'below' = 'all',
  ) {
    this.#timer = setInterval(() => this.#look(), every).unref();
  }

  stop(): void {
    this.#look();
    clearInterval(this.#timer);
  }

  #look(): void {
    const below = startedBy(this.of);
    this.processes = Math.max(this.processes, below.length);
    const looked = this.which === 'all' ? [this.of, ...below] : below;
    const all = looked.map((id) => /^Pss: +(\d+) kB/m.exec(read(`/proc/${id}/smaps_rollup`) ?? '')?.[1]);
    this.peak = Math.max(
      this.peak,
      all.reduce((sum, kilobytes) => sum + Number(kilobytes ?? 0) * 1024, 0),
    );
  }
}

/** Bytes that a process has held at most, what it shares with others among them; undefined where none tells. */
export function mostMemoryOf(pid: number | undefined): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** The ids of all that a process started, and they did, and that live. */
export function startedBy(id: string | number): string[] {
  const children = threads(id).flatMap((thread) =>
    (read(`/proc/${id}/task/${thread}/children`) ?? '').split(' ').filter(Boolean),
  );
  return children.flatMap((child) => [child, ...startedBy(child)]);
}

/** None of a process that has ended. */
function threads(id: string | number): string[] {
  try {
    return readdirSync(`/proc/${id}/task`);
  } catch {
    return [];
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
