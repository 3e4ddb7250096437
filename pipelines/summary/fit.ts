/** A piece of a document that may be cut between its items, and nowhere else. */
export interface Part {
  /** Stands before the items; `after` closes what it opened. */
  readonly before: string;
  /** A line each. */
  readonly items: readonly string[];
  readonly after: string;
  /** Who gets room first when there is not enough for all: the lowest. */
  readonly rank: number;
}

const more = (count: number): string => `- … and ${count} more`;
/** Room for the line above, whatever its number. */
const MORE = more(Number.MAX_SAFE_INTEGER).length + 1;

/** The empty lines before and behind the items, and behind the part. */
const SEPARATORS = 6;

/**
 * The document, in the parts' order, at most `limit` UTF-16 units long. Room goes by rank: a part of a high rank is cut,
 * or left out, before one of a low rank loses a line. Parts are separated by an empty line.
 * @returns the text, and how many items it lacks
 */
export function fit(parts: readonly Part[], limit: number): { readonly text: string; readonly leftOut: number } {
  let room = limit;
  const taken = parts.map(() => -1);
  const byRank = parts.map((part, index) => ({ part, index })).sort((a, b) => a.part.rank - b.part.rank);
  for (const { part, index } of byRank) {
    const frame = part.before.length + part.after.length + SEPARATORS;
    const whole = part.items.reduce((sum, item) => sum + item.length + 1, 0);
    const reserve = frame + whole <= room ? 0 : MORE;
    if (frame + reserve > room) continue;
    room -= frame + reserve;
    taken[index] = 0;
    for (const item of part.items) {
      if (item.length + 1 > room) break;
      room -= item.length + 1;
      taken[index] += 1;
    }
  }
  const text = parts.flatMap((part, index) => {
    const count = taken[index] ?? -1;
    if (count < 0) return [];
    const cut = part.items.length - count;
    const items = [...part.items.slice(0, count), ...(cut > 0 ? [more(cut)] : [])].join('\n');
    return [[part.before, items, part.after].filter((piece) => piece !== '').join('\n\n')];
  });
  const shown = taken.reduce((sum, count) => sum + Math.max(0, count), 0);
  return { text: text.join('\n\n'), leftOut: parts.reduce((sum, { items }) => sum + items.length, 0) - shown };
}
