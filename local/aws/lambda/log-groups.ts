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

  constructor(private readonly clock: Clock) {}

  put(group: string, stream: string, text: string): void {
    const events = this.#groups.get(group) ?? [];
    this.#groups.set(group, events);
    for (const message of text.split('\n')) {
      if (message !== '') events.push({ timestamp: this.clock.now(), stream, message });
    }
  }

  names(): string[] {
    return [...this.#groups.keys()].sort();
  }

  events(group: string): readonly LogEvent[] {
    return this.#groups.get(group) ?? [];
  }
}
