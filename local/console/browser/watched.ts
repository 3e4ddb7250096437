import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { type consoleOfDev } from '../test-support';

export interface Driven {
  readonly dev: Awaited<ReturnType<typeof consoleOfDev>>;
  readonly browser: Browser;
  readonly page: Watched;
}

/** Something that must hold. */
export interface Checked {
  readonly what: string;
  /** @returns all that is wrong */
  readonly check: (driven: Driven) => Promise<string[]>;
}

/** A page of the console that notes whatever no page of it may do: leave its origin, ask, or complain. */
export class Watched {
  #problems: string[] = [];

  private constructor(
    readonly page: Page,
    origin: string,
  ) {
    page.on('console', (message) => {
      // A refusal of a form is a page of status 422, which Chromium notes as if it were a fault.
      if (!message.text().startsWith('Failed to load resource: the server responded with a status of 422'))
        this.#problems.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#problems.push(`script error: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.#problems.push(`a script of the page asked: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/console`) && !url.startsWith('data:') && url !== 'about:srcdoc')
        this.#problems.push(`requested ${url}`);
    });
  }

  static async open(context: BrowserContext, link: string, origin: string): Promise<Watched> {
    const watched = new Watched(await context.newPage(), origin);
    await watched.page.goto(link);
    return watched;
  }

  takeProblems(): string[] {
    const problems = this.#problems;
    this.#problems = [];
    return problems;
  }
}

/** The first of these that does not hold, in words. */
export const unless = (holds: boolean, wrong: string): string[] => (holds ? [] : [wrong]);
