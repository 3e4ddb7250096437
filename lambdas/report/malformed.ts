import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { awsFailure } from '../shared/aws-failure';
import { addDays, type Period } from '../shared/period';

/** Records of a period that Firehose could not read, by their day of arrival: they are in no other number. */
export interface Malformed {
  records: number;
  /** False where there was more than is read: then `records` is the least that there can be. */
  exact: boolean;
}

export interface ErrorObjects {
  s3: Pick<S3Client, 'send'>;
  bucket: string;
  /** What stands before the day in the keys of Firehose's error objects: `errors/format-conversion-failed/dt=`. */
  prefix: string;
}

interface Found {
  key: string;
  size: number;
}

/** What one report reads at most: a sender that goes wrong for a month must not hold the report up. */
export const MOST_OBJECTS = 2_000;
export const MOST_BYTES = 16 * 1024 ** 2;
const AT_ONCE = 8;

/**
 * Counts the records that Firehose put under its error prefix. It writes one JSON document a line, with the record in
 * it, and one object or more for each time that it delivers.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 *
 * One listing answers for the whole period, since days are in the keys' order. The first `MOST_BYTES` are read; an
 * object beyond that counts as the one record that it holds at least.
 */
export async function countMalformed(errors: ErrorObjects, period: Period): Promise<Malformed> {
  const { found, all } = await objectsOf(errors, period);
  let left = MOST_BYTES;
  const parts = found.map(({ key, size }) => {
    const read = Math.min(size, left);
    left -= read;
    return { key, size, read };
  });
  const reading = parts.filter(({ read }) => read > 0);
  let records = parts.length - reading.length;
  for (let at = 0; at < reading.length; at += AT_ONCE) {
    const counts = await Promise.all(reading.slice(at, at + AT_ONCE).map((part) => recordsIn(errors, part)));
    records += counts.reduce((sum, lines) => sum + lines, 0);
  }
  return { records, exact: all && parts.every(({ size, read }) => read === size) };
}

/** The period's error objects, oldest first, and whether they are all. */
async function objectsOf({ s3, bucket, prefix }: ErrorObjects, { startDate, endDate }: Period) {
  const found: Found[] = [];
  const end = `${prefix}${addDays(endDate, 1)}`;
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      ...(token === undefined ? { StartAfter: `${prefix}${startDate}` } : { ContinuationToken: token }),
    });
    const page = await s3.send(command).catch((error: unknown) => {
      throw awsFailure(`S3 did not list s3://${bucket}/${prefix}`, error);
    });
    const { Contents = [], KeyCount } = page;
    // An answer that is empty, or another, would be read as a listing of nothing.
    if (KeyCount !== Contents.length)
      throw new Error(
        `S3 listed s3://${bucket}/${prefix} with ${Contents.length} keys and a KeyCount of ${KeyCount ?? 'none'}: they should be the same. Nothing is reported of it.`,
      );
    for (const { Key = '', Size = 0 } of Contents) {
      if (Key >= end) return { found, all: true };
      if (found.length === MOST_OBJECTS) return { found, all: false };
      found.push({ key: Key, size: Size });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return { found, all: true };
}

/** The records in the first bytes of an object, at least one: Firehose writes none that is empty. */
async function recordsIn({ s3, bucket }: ErrorObjects, { key, size, read }: Found & { read: number }): Promise<number> {
  const range = read < size ? { Range: `bytes=0-${read - 1}` } : {};
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...range }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    if (bytes.length !== read) throw new Error(`${bytes.length} bytes came, where ${read} were asked for`);
    let lines = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1;
    // The last line may lack its end.
    const unended = read === size && bytes.at(-1) !== LINE_FEED;
    return Math.max(1, lines + (unended ? 1 : 0));
  } catch (error) {
    throw awsFailure(`S3 did not give the error object s3://${bucket}/${key}`, error);
  }
}

const LINE_FEED = 10;
