import { type Answer } from '../../endpoint/wire-error';
import { type Xml } from '../../endpoint/xml';
import { timeOf, xml } from '../requests/answers';
import { type Asked, type S3, type S3Operation } from '../requests/asked';
import { commonPrefixes, prefixOf, told } from '../requests/listing';
import { invalidArgument } from '../requests/s3-error';
import { requireVersionId } from '../requests/version';
import { compareKeys } from '../store/key-order';
import { type Version } from '../store/stored-object';
import { ordinalOf } from '../store/version-id';
import { entryOf, requireListing } from './listings';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const versionListings: readonly S3Operation[] = [
  {
    name: 'ListObjectVersions',
    method: 'GET',
    on: 'bucket',
    by: { versions: true },
    query: ['delimiter', 'encoding-type', 'key-marker', 'max-keys', 'prefix', 'version-id-marker'],
    run: listObjectVersions,
  },
];

function listObjectVersions(s3: S3, asked: Asked): Answer {
  const { query, bucket: name } = asked;
  const listing = requireListing(asked, 's3:ListBucketVersions');
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('version-id-marker') ?? '';
  if (idMarker !== '' && keyMarker === '') {
    const words = 'A version-id marker cannot be specified without a key marker.';
    throw invalidArgument(words, 'version-id-marker', idMarker);
  }
  if (idMarker !== '') requireVersionId(idMarker, 'version-id-marker');
  const bucket = s3.store.bucket(name);
  const entries: { version: Version; isLatest: boolean }[] = [];
  const prefixes: string[] = [];
  let next: { key: string; id?: string } | undefined;
  let last: { key: string; id?: string } | undefined;
  const full = (): boolean => entries.length + prefixes.length >= listing.limit;
  pages: for (const key of bucket.keysUnder(listing.prefix)) {
    const order = compareKeys(key, keyMarker);
    if (order < 0 || (order === 0 && idMarker === '')) continue;
    const folded = prefixOf(key, listing.prefix, listing.delimiter);
    if (folded !== undefined) {
      if (prefixes.at(-1) === folded || compareKeys(folded, keyMarker) <= 0) continue;
      if (full()) {
        next = last;
        break;
      }
      prefixes.push(folded);
      last = { key: folded };
      continue;
    }
    const versions = bucket.versions(key);
    const from = order === 0 ? behind(versions, idMarker) : 0;
    for (const [at, version] of versions.entries()) {
      if (at < from) continue;
      if (full()) {
        next = last;
        break pages;
      }
      entries.push({ version, isLatest: at === 0 });
      last = { key, id: version.versionId };
    }
  }
  const owner = { Owner: s3.authorizer.owner };
  const identity = ({ version, isLatest }: { version: Version; isLatest: boolean }): Readonly<Record<string, Xml>> => ({
    Key: listing.written(version.key),
    VersionId: version.versionId,
    IsLatest: isLatest,
  });
  return xml(asked, 'ListVersionsResult', {
    Name: name,
    ...told(listing),
    KeyMarker: listing.written(keyMarker),
    VersionIdMarker: idMarker,
    ...(next && listing.limit > 0 ? { NextKeyMarker: listing.written(next.key), NextVersionIdMarker: next.id } : {}),
    MaxKeys: listing.limit,
    IsTruncated: next !== undefined && listing.limit > 0,
    Version: entries.flatMap((entry) =>
      entry.version.isMarker ? [] : [{ ...identity(entry), ...entryOf(entry.version), ...owner }],
    ),
    DeleteMarker: entries.flatMap((entry) =>
      entry.version.isMarker
        ? [{ ...identity(entry), LastModified: timeOf(entry.version.lastModified), ...owner }]
        : [],
    ),
    CommonPrefixes: commonPrefixes(prefixes, listing),
  });
}

/** Where the versions begin that follow the one of that id, which may be gone. @param versions newest first */
function behind(versions: readonly Version[], id: string): number {
  const at = versions.findIndex(({ versionId }) => versionId === id);
  if (at !== -1) return at + 1;
  const older = versions.findIndex(({ versionId }) => ordinalOf(versionId) < ordinalOf(id));
  return older === -1 ? versions.length : older;
}
