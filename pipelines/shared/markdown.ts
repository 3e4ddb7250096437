/**
 * A code span, in which nothing is Markdown, HTML, a mention or a reference, whatever the text holds: it stands between
 * more backticks than any run of it. Characters that show nothing, or turn the direction of writing, are spelled out.
 * https://spec.commonmark.org/0.31.2/#code-spans
 */
export function code(text: string, longest = 200): string {
  const shown = shortened(visible(text), longest);
  if (shown === '') return '(empty)';
  const fence = '`'.repeat(Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  // One space at either end is taken off again; a text of spaces alone keeps its own.
  const pad = /^`|`$|^ .*\S.* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** `[text](url)`; the text alone where there is nothing to link to. `text` is Markdown. */
export const link = (text: string, url: string | undefined): string =>
  url === undefined ? text : `[${text}](${url.replaceAll(/[\s()<>\\]/g, encodeCharacter)})`;

/** Both ends of a text that is too long: what tells two addresses apart stands at their ends. */
function shortened(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const half = Math.floor((longest - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}

/** Control, format (zero-width, bidirectional), surrogate and private characters, and ends of lines. */
const visible = (text: string): string =>
  text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);

const encodeCharacter = (char: string): string => `%${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
