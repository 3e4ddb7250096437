/** Markup that is safe to send as it is. */
export class Html {
  // Private in name and in fact: no object of another making passes for it.
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** For `html`, and for constants of ours that can't be escaped (a style sheet): never for anything from outside. */
  static of(text: string): Html {
    return new Html(text);
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: texts and numbers are escaped; nothing is written for what is left out. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/**
 * A template of markup. Every value is escaped, for text and for quoted attributes alike (a value must not stand in an
 * attribute without quotes, in a comment, or in a `<style>`): what an event carries can't become markup.
 */
export const html = (strings: TemplateStringsArray, ...values: Part[]): Html =>
  Html.of(strings.reduce((text, string, index) => `${text}${written(values[index - 1])}${string}`));

/** Parts of a template, each on a line of its own. */
export const lines = (parts: readonly Part[]): Html => html`${parts.map((part, at) => [at > 0 && '\n    ', part])}`;

function written(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return String(part);
  if (typeof part === 'object') return part.map(written).join('');
  return escaped(String(part));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
