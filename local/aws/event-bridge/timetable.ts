import { type Clock } from '../shared/clock';
import { type Schedule } from './cron';

/** What fires by a cron of its own, or not at all, while it is enabled. */
interface Entry {
  readonly name: string;
  /** As the stack has it. */
  readonly enabled: boolean;
  readonly schedule?: Schedule;
}

/** Has each of them fire at its moments on the account's clock, the next one always planned. */
export class Timetable<Of extends Entry> {
  readonly #disabled: Set<Of>;
  readonly #cancel = new Map<Of, () => void>();

  constructor(
    private readonly entries: readonly Of[],
    private readonly clock: Clock,
    private readonly fire: (entry: Of, moment: Date) => Promise<unknown>,
  ) {
    this.#disabled = new Set(entries.filter(({ enabled }) => !enabled));
    for (const entry of entries) this.#plan(entry, clock.now());
  }

  isEnabled(entry: Of): boolean {
    return !this.#disabled.has(entry);
  }

  /** When each fires next, by its name; a disabled one doesn't. */
  next(): Readonly<Record<string, Date>> {
    const now = this.clock.now();
    return Object.fromEntries(
      this.entries.flatMap((entry) => {
        const next = this.#nextOf(entry, now);
        return next ? [[entry.name, next]] : [];
      }),
    );
  }

  /** From now on it fires, whatever the stack says. */
  enable(entry: Of): void {
    this.#disabled.delete(entry);
    this.#cancel.get(entry)?.();
    this.#plan(entry, this.clock.now());
  }

  disable(entry: Of): void {
    this.#disabled.add(entry);
    this.#cancel.get(entry)?.();
  }

  close(): void {
    for (const cancel of this.#cancel.values()) cancel();
    this.#cancel.clear();
  }

  #nextOf(entry: Of, after: Date): Date | undefined {
    return this.isEnabled(entry) ? entry.schedule?.next(after) : undefined;
  }

  #plan(entry: Of, after: Date): void {
    const next = this.#nextOf(entry, after);
    if (!next) return;
    const run = async () => {
      // From the planned moment on: a timer that fires a millisecond early must not plan the same moment again.
      this.#plan(entry, next);
      await this.fire(entry, next);
    };
    this.#cancel.set(entry, this.clock.schedule(next, run, { exact: true }));
  }
}
