import stringWidth from 'string-width';

/** A text that is at most this wide on a terminal: what is too much of it becomes `…`. */
export function fit(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let [kept, room] = ['', columns - 1];
  for (const character of text) {
    room -= stringWidth(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** How many lines a text takes on a terminal, which breaks what is wider than it is. */
export const linesOn = (text: string, columns: number): number =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / columns)), 0);
