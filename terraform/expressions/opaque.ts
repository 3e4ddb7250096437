/**
 * Opaque symbols: what stands in a string where Terraform will know a value and we can't.
 * A symbol is `⟦reference⟧`; it equals only itself, and no wildcard of ours is ever widened to cover it.
 */
const OPEN = '\u27E6';
const CLOSE = '\u27E7';

/** Makes the symbol for a reference or an expression. It may stand inside JSON text, so quotes are replaced. */
export const opaque = (reference: string): string =>
  `${OPEN}${reference.replaceAll('"', "'").replaceAll('\\', '\u2216').replaceAll(/\s+/g, ' ').trim()}${CLOSE}`;

/** Whether the text holds a symbol anywhere. */
export const hasOpaque = (text: string): boolean => text.includes(OPEN);

/** Whether the text is one symbol and nothing else. */
export const isOpaque = (text: string): boolean =>
  text.startsWith(OPEN) && text.endsWith(CLOSE) && text.indexOf(OPEN, 1) === -1;
