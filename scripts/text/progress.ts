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
  /** `text` says what was done, `brief` the same where not all is told. Its duration is added. */
  done(text: string, brief?: string): void;
}

export type Kind = 'plain' | 'simulated' | 'warning' | 'failure';

/** What is told of one thing, step by step. */
export interface Details {
  line(text: string, kind?: Kind): void;
  /** It went well: where its lines have not been told, `brief` is in their place. */
  done(brief: string): void;
  /** It did not, so that all of it is told. */
  failed(): void;
}

/** What a run is doing, line by line; on a terminal the last line moves. */
export class Progress {
  readonly #colour;
  #live = false;

  /** @param whole whether details of what goes well are told too */
  constructor(
    private readonly screen: Screen = process.stderr,
    private readonly whole = true,
  ) {
    // picocolors looks at stdout and honours NO_COLOR; progress has its own stream.
    this.#colour = pc.createColors(Boolean(screen.isTTY) && pc.isColorSupported);
  }

  step(text: string): Step {
    const start = performance.now();
    this.#show(text);
    return {
      at: (now) => this.#show(`${text} ${now}`),
      done: (said, brief = said) => this.#done(this.whole ? said : brief, start),
    };
  }

  /** Lines that pass by in place where not all is told, and stay from the first one on that tells of a failure. */
  details(title: string): Details {
    const start = performance.now();
    const kept: [string, Kind][] = [];
    let told = this.whole;
    const tell = (text: string, kind: Kind) => {
      if (told) return this.line(text, kind);
      kept.push([text, kind]);
      this.#show(text.trim());
    };
    const failed = () => {
      told = true;
      for (const [text, kind] of kept.splice(0)) this.line(text, kind);
    };
    tell(title, 'plain');
    return {
      line(text, kind = 'plain') {
        if (kind === 'failure') failed();
        tell(text, kind);
      },
      done: (brief) => {
        if (!told) this.#done(brief, start);
      },
      failed,
    };
  }

  /** A line that stays where all is told, and is left out elsewhere. */
  detail(text: string, kind: Kind = 'plain'): void {
    if (this.whole) this.line(text, kind);
  }

  /** A line that stays: `simulated` marks a wait that took no time here. */
  line(text: string, kind: Kind = 'plain'): void {
    this.#clear();
    const { dim, yellow, red } = this.#colour;
    const paint = { plain: (s: string) => s, simulated: dim, warning: yellow, failure: red }[kind];
    this.screen.write(`${paint(printable(text))}\n`);
  }

  /** Ends a moving line, before something else is written to the terminal. */
  end(): void {
    this.#clear();
  }

  #done(text: string, start: number): void {
    this.#clear();
    const took = this.#colour.dim(duration(performance.now() - start));
    this.screen.write(`${this.#colour.green('✓')} ${printable(text)}  ${took}\n`);
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
