import { open } from 'node:fs/promises';
import { html, type Html } from '../../../../lambdas/shared/html';
import { counted, whole } from '../../../../scripts/text/words';
import { type ObjectStore } from '../../../aws/s3/object-store';
import { type Rejected, rejectedIn } from '../../../start/running/rejected';
import { facts, region, section, shown, table } from '../../page/parts';
import { type Context } from '../../view';

/** Of records that could not be converted, the newest are shown; no more of an object is read. */
const MOST_REJECTED = 10;
const MOST_BYTES = 2 * 1024 * 1024;

/** What became of all that was sent, as the stream and the bucket have it. */
export async function arrived({ account, names }: Context): Promise<Html> {
  const { accepted = 0, buffered = 0, rows = 0, failed = 0 } = account.firehose.counts(names.stream) ?? {};
  const objects = (prefix: string) => account.objects.list(names.eventsBucket, prefix);
  const [converted, errors] = [objects(names.eventsPrefix), objects(names.errorsPrefix)];
  const rejected = await newestOf(account.objects, names.eventsBucket, errors);
  const counts = facts([
    ['Taken by the stream', counted(accepted, 'record')],
    ['In its buffer', whole(buffered)],
    ['Converted', `${counted(rows, 'row')}; ${counted(converted.length, 'object')} under ${names.eventsPrefix}`],
    [
      'Not convertible',
      `${counted(failed, 'record')}; ${counted(errors.length, 'object')} under ${names.errorsPrefix}`,
    ],
  ]);
  const list =
    rejected.length > 0 &&
    table(
      'Could not be converted, the newest first',
      [{ title: 'Record' }, { title: 'Why' }],
      rejected.map(({ data, why }) => [shown(data), shown(why)]),
    );
  return region('arrived', ['data'], section('What arrived', html`${counts}${list}`));
}

/** Lines of the newest error objects: keys end in their time, to the second. */
async function newestOf(objects: ObjectStore, bucket: string, keys: readonly string[]): Promise<Rejected[]> {
  const of = (key: string) => objects.head(bucket, key)?.lastModified.getTime() ?? 0;
  const found: Rejected[] = [];
  for (const key of keys.slice(-MOST_REJECTED).toSorted((one, other) => of(other) - of(one))) {
    if (found.length < MOST_REJECTED) found.push(...(await lastOf(objects.path(bucket, key))));
  }
  return found.slice(0, MOST_REJECTED);
}

async function lastOf(path: string): Promise<Rejected[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - MOST_BYTES);
    const { buffer } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    return rejectedIn(buffer.subarray(start > 0 ? buffer.indexOf('\n') : 0).toString()).reverse();
  } finally {
    await file.close();
  }
}
