import { createHash } from 'node:crypto';
import { type AwsError } from './errors';

/** A part of a list, and what asks for the next. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

interface PageOptions {
  readonly size: number;
  /** Of the page before. */
  readonly token: string | undefined;
  /** What the list is of, operation and filters: a token is good for that alone. Absent: for any list. */
  readonly request?: unknown;
  /** What another token is answered with. */
  readonly wrong: () => AwsError;
}

/**
 * A page of a list. Its token is the place of the next one's first item, and for which request it is, by all but the
 * size.
 * @throws what `wrong` makes, for a token that was not given for the request
 */
export function pageOf<Item>(all: readonly Item[], { size, token, request, wrong }: PageOptions): Page<Item> {
  const seal =
    request === undefined ? 'local' : createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 16);
  let start = 0;
  if (token !== undefined) {
    const [, at, sealed] = /^(\d{1,9}) ([0-9a-f]{16}|local)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
    if (at === undefined || sealed !== seal || Number(at) > all.length) throw wrong();
    start = Number(at);
  }
  const end = start + size;
  return {
    items: all.slice(start, end),
    ...(end < all.length ? { next: Buffer.from(`${end} ${seal}`).toString('base64url') } : {}),
  };
}
