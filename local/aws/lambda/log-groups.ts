import { type Clock } from '../shared/clock';

export interface LogEvent {
  readonly timestamp: Date;
  readonly stream: string;
  /** One line, without its line break. */
  readonly message: string;
}

/** CloudWatch Logs, as far as a person reads it after a run. */
export class LogGroups {
  readonly #groups = new Map<string, LogEvent[]>();

  readonly #listeners: ((group: string, event: LogEvent) => void)[] = [];

  constructor(private readonly clock: Clock) {}

  /** Hears of each line from now on. */
  onEvent(listener: (group: string, event: LogEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Lines from before the account stood. */
  restore(group: string, event: LogEvent): void {
    const events = this.#groups.get(group) ?? [];
    this.#groups.set(group, events);
    events.push(event);
  }

  put(group: string, stream: string, text: string): void {
    const events = this.#groups.get(group) ?? [];
    this.#groups.set(group, events);
    for (const message of text.split('\n')) {
      if (message === '') continue;
      const event = { timestamp: this.clock.now(), stream, message };
      events.push(event);
      for (const listener of this.#listeners) listener(group, event);
    }
  }

  names(): string[] {
    return [...this.#groups.keys()].sort();
  }

  events(group: string): readonly LogEvent[] {
    return this.#groups.get(group) ?? [];
  }
}
