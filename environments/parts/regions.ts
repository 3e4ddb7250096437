import kept from './regions.json';

/** What `npm run regions` keeps. */
export interface Regions {
  /** The package with its version, and the file in it. */
  readonly source: string;
  readonly licence: string;
  /** Of the partition aws: what each is called, by its code. */
  readonly regions: Readonly<Record<string, string>>;
  /** China, GovCloud and the like: their ARNs begin otherwise. */
  readonly otherPartitions: readonly { readonly partition: string; readonly name: string; readonly pattern: string }[];
}

const { regions, otherPartitions, source }: Regions = kept;

export const isRegion = (text: string): boolean => Object.hasOwn(regions, text);

/** Why a text is no region that can be deployed to, and what would be. */
export function regionFault(text: string): string {
  const other = otherPartitions.find(({ pattern }) => new RegExp(pattern).test(text));
  if (other) {
    return (
      `that lies in ${other.name}, the partition ${other.partition}, whose ARNs begin with "arn:${other.partition}:" and not ` +
      'with "arn:aws:", as all here do; choose a region of the partition aws'
    );
  }
  const names = Object.keys(regions);
  const [nearest] = names
    .map((name) => ({ name, apart: editDistance(text, name) }))
    .sort((one, another) => one.apart - another.apart);
  if (nearest && nearest.apart <= NEAR) return `there is no such region (${source}); did you mean ${nearest.name}?`;
  return `must be a region of AWS: ${names.join(', ')} (${source})`;
}

/** In characters: a slip, or two. */
const NEAR = 2;

/** How many characters must be put in, taken out or replaced, for one text to become the other (Levenshtein). */
function editDistance(one: string, another: string): number {
  let row = Array.from({ length: another.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...one].entries()) {
    let last = above + 1;
    const next = [last];
    for (const [index, other] of [...another].entries()) {
      last = Math.min(last + 1, (row[index + 1] ?? 0) + 1, (row[index] ?? 0) + (letter === other ? 0 : 1));
      next.push(last);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
