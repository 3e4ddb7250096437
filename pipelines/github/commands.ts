import { randomUUID } from 'node:crypto';

/**
 * A warning that a run shows on its first page.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-a-warning-message
 */
export const warning = (message: string): string => `::warning::${escaped(message)}`;

/** A line break would end the command, and begin whatever the text says next. */
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Lets what others wrote through to the step's log while the runner takes no command from it: a line that begins with
 * `::`, or has `##[` in it, is one.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
export class QuietLog {
  readonly #token = randomUUID();
  readonly #inActions: boolean;
  #open = false;
  #atStart = true;

  constructor(
    private readonly out: { write(text: string): unknown } = process.stdout,
    env: Environment = process.env,
  ) {
    this.#inActions = env['GITHUB_ACTIONS'] === 'true';
  }

  write(text: string): void {
    if (text === '') return;
    if (this.#inActions && !this.#open) this.out.write(`::stop-commands::${this.#token}\n`);
    this.#open = true;
    this.out.write(text);
    this.#atStart = text.endsWith('\n');
  }

  /** Commands are taken again: whatever was written ends with its line. */
  end(): void {
    if (!this.#open || !this.#inActions) return;
    this.out.write(`${this.#atStart ? '' : '\n'}::${this.#token}::\n`);
    this.#open = false;
  }
}

/** The same text with no line that the runner takes for a command, for what stands among our own words. */
export const inert = (text: string): string => text.replaceAll(/^(\s*)::/gm, '$1│ ::').replaceAll('##[', '## [');
