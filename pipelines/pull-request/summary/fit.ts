/** A piece of a document that may be cut between its items, and nowhere else. */
export interface Part {
  /** Stands before the items; `after` closes what it opened. */
  readonly before: string;
  /** A line each. */
  readonly items: readonly string[];
  readonly after: string;
  /** Who gets room first when there is not enough for all: the lowest. */
  readonly rank: number;
  /** The environment that it is of; what is of none counts as one. */
  readonly of?: string;
}

const more = (count: number): string => `- … and ${count} more`;
/** Room for the line above, whatever its number. */
const MORE = more(Number.MAX_SAFE_INTEGER).length + 1;

/** The empty lines before and behind the items, and behind the part. */
const SEPARATORS = 6;

/**
 * The document, in the parts' order, at most `limit` UTF-16 units long. Each environment has an equal share of the room,
 * and what one leaves is the others': a plan that is large must not hide another. Within a share, and in what all leave,
 * room goes by rank: a part of a high rank is cut, or left out, before one of a low rank loses a line. Parts are separated
 * by an empty line.
 * @returns the text, and how many items it lacks
 */
export function fit(parts: readonly Part[], limit: number): { readonly text: string; readonly leftOut: number } {
  const taken = parts.map(() => -1);
  const byRank = parts.map((part, index) => ({ part, index })).sort((a, b) => a.part.rank - b.part.rank);
  const groups = [...new Set(parts.map(({ of }) => of))].map((of) => byRank.filter(({ part }) => part.of === of));
  const shares = sharesOf(
    groups.map((group) => group.reduce((sum, { part }) => sum + lengthOf(part), 0)),
    limit,
  );
  const left = groups.reduce((sum, group, index) => sum + take(group, shares[index] ?? 0, taken), 0);
  take(byRank, left + limit - shares.reduce((sum, share) => sum + share, 0), taken);
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

const frameOf = ({ before, after }: Part): number => before.length + after.length + SEPARATORS;

const lengthOf = (part: Part): number => frameOf(part) + part.items.reduce((sum, item) => sum + item.length + 1, 0);

/** What each may have of `room`: all that it needs, or as much as any other that needs more. */
function sharesOf(needs: readonly number[], room: number): number[] {
  const shares = needs.map(() => 0);
  let [left, waiting] = [room, needs.map((need, index) => ({ need, index })).sort((a, b) => a.need - b.need)];
  while (waiting.length > 0) {
    const [least, ...others] = waiting;
    if (!least) break;
    const share = Math.min(least.need, Math.floor(left / waiting.length));
    shares[least.index] = share;
    [left, waiting] = [left - share, others];
  }
  return shares;
}

/** Fills the room with parts, the first ones first, beyond what is taken already. @returns what is left of it */
function take(
  parts: readonly { readonly part: Part; readonly index: number }[],
  room: number,
  taken: number[],
): number {
  let left = room;
  for (const { part, index } of parts) {
    const before = taken[index] ?? -1;
    if (before === part.items.length && before > 0) continue;
    if (before < 0) {
      const reserve = lengthOf(part) <= left ? 0 : MORE;
      if (frameOf(part) + reserve > left) continue;
      left -= frameOf(part) + reserve;
    }
    let count = Math.max(0, before);
    for (const item of part.items.slice(count)) {
      if (item.length + 1 > left) break;
      left -= item.length + 1;
      count += 1;
    }
    taken[index] = count;
  }
  return left;
}
