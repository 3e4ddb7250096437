import { type AwsError } from './errors';

/**
 * A part of a list, and the token for the next: the place of its first item, so that only a token of ours is taken.
 * @throws what `wrong` makes, for another token
 */
export function pageOf<Item>(
  items: readonly Item[],
  most: number,
  token: string | undefined,
  wrong: () => AwsError,
): { readonly page: readonly Item[]; readonly next: string | undefined } {
  const from =
    token === undefined ? 0 : Number(/^local-(\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString())?.[1]);
  if (Number.isNaN(from) || from > items.length) throw wrong();
  const to = from + most;
  return {
    page: items.slice(from, to),
    next: to < items.length ? Buffer.from(`local-${to}`).toString('base64url') : undefined,
  };
}
