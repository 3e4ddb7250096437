/**
 * Whether a text is the pieces with any text between each two of them, as wildcards have it. First and last piece stand
 * at the ends, the others as early as they can: linear, where an expression could take exponential time.
 */
export function isPieces(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
