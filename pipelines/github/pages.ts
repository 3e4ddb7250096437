/** GitHub gives at most 100 at once. */
export const PER_PAGE = 100;

/** All of a list that comes in pages: the last one is the first that isn't full. */
export async function allPages<Item>(page: (number: number) => Promise<readonly Item[]>): Promise<Item[]> {
  const all: Item[] = [];
  for (let number = 1; ; number += 1) {
    const items = await page(number);
    all.push(...items);
    if (items.length < PER_PAGE) return all;
  }
}
