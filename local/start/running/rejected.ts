import { type ObjectStore } from '../../aws/s3/object-store';

/** A record that Firehose could not convert, as it lies under the error prefix. */
export interface Rejected {
  readonly data: string;
  readonly why: string;
}

/**
 * Reads the error prefix: a JSON document a line.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 */
export async function rejectedRecords(objects: ObjectStore, bucket: string, prefix: string): Promise<Rejected[]> {
  const rejected: Rejected[] = [];
  for (const key of objects.list(bucket, prefix)) {
    rejected.push(...rejectedIn((await objects.get(bucket, key)).toString('utf8')));
  }
  return rejected;
}

/** The records of an error object, or of some of its lines. */
export const rejectedIn = (lines: string): Rejected[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { rawData, lastErrorMessage } = JSON.parse(line) as { rawData: string; lastErrorMessage: string };
      return { data: Buffer.from(rawData, 'base64').toString('utf8'), why: lastErrorMessage };
    });
