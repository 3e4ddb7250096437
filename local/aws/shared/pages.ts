import { createHash } from 'node:crypto';

/** A part of a list, and what asks for the next. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/**
 * A page of a list. A token is good for the request that it was given for, by all but its size.
 * @param request what the list is of: operation and filters
 * @returns nothing for a token that was not given for it
 */
export function pageOf<Item>(
  all: readonly Item[],
  { size, token, request }: { readonly size: number; readonly token?: string | undefined; readonly request: unknown },
): Page<Item> | undefined {
  const seal = createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 16);
  let start = 0;
  if (token !== undefined) {
    const [, at, sealed] = /^(\d{1,9}) ([0-9a-f]{16})$/.exec(Buffer.from(token, 'base64').toString('latin1')) ?? [];
    if (at === undefined || sealed !== seal || Number(at) > all.length) return undefined;
    start = Number(at);
  }
  const end = start + size;
  return {
    items: all.slice(start, end),
    ...(end < all.length ? { next: Buffer.from(`${end} ${seal}`).toString('base64') } : {}),
  };
}
