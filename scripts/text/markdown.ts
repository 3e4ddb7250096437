/** Text from outside, for GitHub's Markdown: nothing in it becomes Markdown, HTML or a mention, and it stays one line. */
export const markdownText = (text: string): string =>
  text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_{}[\]<>()#|@!&~]/g, (char) => `&#${char.codePointAt(0)};`);

/** The same, in the letters of code. */
export const markdownCode = (text: string): string =>
  text === ''
    ? ''
    : `<code>${text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[&<>|`*_@[\]~\\]/g, (char) => `&#${char.codePointAt(0)};`)}</code>`;
