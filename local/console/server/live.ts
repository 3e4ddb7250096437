import { type ServerResponse } from 'node:http';
import { type Shown, type View } from '../view';

/** How often the account is looked at while somebody watches, in milliseconds. */
const EVERY = 300;
/** How often a page's clock moves. */
const CLOCK = 10_000;

/** Tells browsers which views have something new, as server-sent events. Looks only while somebody watches. */
export class Live {
  readonly #watching = new Set<ServerResponse>();
  #versions = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #clock = 0;

  constructor(
    private readonly shown: Shown,
    private readonly views: readonly View[],
  ) {}

  /** https://developer.mozilla.org/en-US/docs/Web/API/Server-sent_events */
  watch(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.write('retry: 1000\n\n');
    this.#look();
    // It may have missed something since its page was drawn.
    response.write(message([...this.views.map(({ name }) => name), 'clock']));
    this.#watching.add(response);
    response.on('close', () => {
      this.#watching.delete(response);
      if (this.#watching.size === 0) this.close();
    });
    this.#timer ??= setInterval(() => this.#tell(), EVERY).unref();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tell(): void {
    const changed = this.#look();
    if (changed.length === 0) return;
    for (const response of this.#watching) response.write(message(changed));
  }

  #look(): string[] {
    const versions = new Map(this.views.map((view) => [view.name, view.version(this.shown)]));
    const changed = [...versions].filter(([name, version]) => this.#versions.get(name) !== version);
    this.#versions = versions;
    const now = Math.floor(Date.now() / CLOCK);
    const passed = now !== this.#clock;
    this.#clock = now;
    return [...changed.map(([name]) => name), ...(passed ? ['clock'] : [])];
  }
}

const message = (views: readonly string[]): string => `data: ${views.join(' ')}\n\n`;
