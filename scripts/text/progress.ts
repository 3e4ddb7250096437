import pc from 'picocolors';
import { printable } from './printable';
import { duration } from './words';

/** Where progress goes: stderr, so that stdout holds the report alone. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One thing being done. */
export interface Step {
  /** What it is at: shown on a terminal, in place; elsewhere not at all. */
  at(text: string): void;
  /** `text` says what was done. Its duration is added. */
  done(text: string): void;
}

/** What a run is doing, line by line; on a terminal the last line moves. */
export class Progress {
  readonly #colour;
  #live = false;

  constructor(private readonly screen: Screen = process.stderr) {
    // picocolors looks at stdout and honours NO_COLOR; progress has its own stream.
    this.#colour = pc.createColors(Boolean(screen.isTTY) && pc.isColorSupported);
  }

  step(text: string): Step {
    const start = performance.now();
    this.#show(text);
    return {
      at: (now) => this.#show(`${text} ${now}`),
      done: (said) => {
        this.#clear();
        const took = this.#colour.dim(duration(performance.now() - start));
        this.screen.write(`${this.#colour.green('✓')} ${printable(said)}  ${took}\n`);
      },
    };
  }

  /** A line that stays: `simulated` marks a wait that took no time here. */
  line(text: string, kind: 'plain' | 'simulated' | 'warning' | 'failure' = 'plain'): void {
    this.#clear();
    const { dim, yellow, red } = this.#colour;
    const paint = { plain: (s: string) => s, simulated: dim, warning: yellow, failure: red }[kind];
    this.screen.write(`${paint(printable(text))}\n`);
  }

  /** Ends a moving line, before something else is written to the terminal. */
  end(): void {
    this.#clear();
  }

  #show(text: string): void {
    if (!this.screen.isTTY) return;
    this.#clear();
    // A line longer than the terminal would wrap, and could not be taken back. Some terminals say 0.
    this.screen.write(this.#colour.dim(`… ${printable(text)}`.slice(0, (this.screen.columns || 80) - 1)));
    this.#live = true;
  }

  #clear(): void {
    if (this.#live) this.screen.write('\r\u001B[2K');
    this.#live = false;
  }
}
