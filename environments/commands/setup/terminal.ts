import { createInterface, type Interface } from 'node:readline';
import { Stopped } from './stopped';

/** Asks line by line. Lines that are typed, or pasted, ahead of their question are kept for it. */
export class Terminal {
  readonly #lines: Interface;
  readonly #ahead: string[] = [];
  #waiting: ((line: string | undefined) => void) | undefined;
  #ended = false;

  constructor(input: NodeJS.ReadStream = process.stdin, output: NodeJS.WriteStream = process.stdout) {
    this.#lines = createInterface({ input, output });
    this.#lines.on('line', (line) => this.#take(line));
    // Ctrl-C, Ctrl-D, and a terminal that goes away.
    this.#lines.on('SIGINT', () => this.#lines.close());
    this.#lines.on('close', () => this.#end());
  }

  /** @throws Stopped when whoever is asked goes away */
  async question(text: string): Promise<string> {
    const line = this.#ahead.shift();
    if (line !== undefined) {
      this.say(`${text}${line}`);
      return line;
    }
    if (this.#ended) throw new Stopped();
    this.#lines.setPrompt(text);
    this.#lines.prompt();
    const typed = await new Promise<string | undefined>((resolve) => (this.#waiting = resolve));
    if (typed === undefined) throw new Stopped();
    return typed;
  }

  say(line: string): void {
    console.log(line);
  }

  close(): void {
    this.#lines.close();
  }

  #take(line: string): void {
    if (!this.#waiting) this.#ahead.push(line);
    this.#waiting?.(line);
    this.#waiting = undefined;
  }

  #end(): void {
    this.#ended = true;
    this.#waiting?.(undefined);
    this.#waiting = undefined;
  }
}
