import { createHash } from 'node:crypto';
import { type Xml } from '../../endpoint/xml';
import { compareKeys } from '../store/key-order';
import { invalidArgument } from './s3-error';

/** What every listing may be asked. */
export interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly limit: number;
  /** Keys and prefixes as they are to be written. */
  readonly written: (text: string) => string;
  readonly encoded: boolean;
}

/** S3's own bound, to which larger ones are cut. */
const mostOfPage = 1000;

/** @param limit the parameter that bounds a page @throws S3Error InvalidArgument */
export function listingOf(query: URLSearchParams, limit: string): Listing {
  const encoding = query.get('encoding-type');
  if (encoding !== null && encoding !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    limit: Math.min(mostOfPage, countOf(query, limit) ?? mostOfPage),
    written: encoding === 'url' ? encodeKey : (text) => text,
    encoded: encoding === 'url',
  };
}

/** A parameter that counts; empty, it says nothing. @throws S3Error InvalidArgument */
export function countOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  const count = /^-?\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(count) || count > 2 ** 31 - 1) {
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  if (count < 0) throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, text);
  return count;
}

/**
 * A page of parts, and what an answer tells of it.
 * @param parts by their number
 * @param limit the parameter that bounds the page
 * @param marker the one that tells the last part of the page before
 * @throws S3Error InvalidArgument
 */
export function partsPage<Part extends { readonly number: number }>(
  parts: readonly Part[],
  query: URLSearchParams,
  limit: string,
  marker: string,
): { readonly page: readonly Part[]; readonly bounds: Readonly<Record<string, Xml>> } {
  const MaxParts = Math.min(mostOfPage, countOf(query, limit) ?? mostOfPage);
  const PartNumberMarker = countOf(query, marker) ?? 0;
  const rest = parts.filter(({ number }) => number > PartNumberMarker);
  const page = rest.slice(0, MaxParts);
  const NextPartNumberMarker = page.at(-1)?.number ?? 0;
  const IsTruncated = rest.length > page.length;
  return { page, bounds: { PartNumberMarker, NextPartNumberMarker, MaxParts, IsTruncated } };
}

/** As Java's URLEncoder does, whose form S3's answers have, but for the slash. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Of all answers to a listing. */
export const told = ({ prefix, delimiter, written, encoded }: Listing): Readonly<Record<string, Xml>> => ({
  Prefix: written(prefix),
  ...(delimiter === '' ? {} : { Delimiter: written(delimiter) }),
  ...(encoded ? { EncodingType: 'url' } : {}),
});

export const commonPrefixes = (prefixes: readonly string[], { written }: Listing): Xml[] =>
  prefixes.map((one) => ({ Prefix: written(one) }));

/** A page of a listing, with everything below a delimiter folded into one prefix. */
export interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The last key or prefix of the page, when there is more. */
  readonly next?: string;
}

/** @param keys in S3's order, all under the prefix @param after the last key or prefix of the page before */
export function pageOf(
  keys: readonly string[],
  { prefix, delimiter, limit }: Pick<Listing, 'prefix' | 'delimiter' | 'limit'>,
  after: string,
): Page {
  const page = { keys: [] as string[], prefixes: [] as string[] };
  let last = after;
  for (const key of keys) {
    if (compareKeys(key, after) <= 0) continue;
    const folded = prefixOf(key, prefix, delimiter);
    const entry = folded ?? key;
    // What lies below the last page's last prefix was told with it.
    if (entry === last || (folded !== undefined && compareKeys(folded, after) <= 0)) continue;
    if (page.keys.length + page.prefixes.length >= limit) return limit === 0 ? page : { ...page, next: last };
    (folded === undefined ? page.keys : page.prefixes).push(entry);
    last = entry;
  }
  return page;
}

/** The prefix up to the first delimiter behind the asked one, if the key has it. */
export function prefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return cut === -1 ? undefined : key.slice(0, cut + delimiter.length);
}

/** Where a listing goes on: opaque to clients, and known for one that was given. */
export const tokenOf = (last: string): string => `${sealOf(last)}${Buffer.from(last).toString('base64url')}`;

/** @throws S3Error InvalidArgument, as recorded in localstack/localstack tests/aws/services/s3/test_s3_list_operations.py */
export function afterOf(token: string): string {
  const last = Buffer.from(token.slice(8), 'base64url').toString('utf8');
  if (token !== '' && tokenOf(last) === token) return last;
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token');
}

const sealOf = (last: string): string => createHash('sha256').update(last).digest('base64url').slice(0, 8);
