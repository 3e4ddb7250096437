import { invalidRequest, S3Error } from './s3-error';
import { type ObjectHead } from '../store/stored-object';

/** Both ends included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * `bytes=0-99`, `bytes=100-` or `bytes=-100`; a header of another form, of several ranges, or whose end is before its
 * start is ignored, as recorded in localstack/localstack tests/aws/services/s3/test_s3_api.py test_get_object_range.
 * @throws S3Error InvalidRange when no byte of the object lies in it
 */
export function rangeOf(header: string | undefined, size: number): Range | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined;
  // Of nothing, the last bytes are all of it: https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
  if (size === 0 && from === '' && Number(to) > 0) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start < size && start <= end) return { start, end };
  throw new S3Error('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: header ?? '',
    ActualObjectSize: String(size),
  });
}

/** A part of an object, by its number: an object that came whole has one. */
export interface PartRange extends Range {
  readonly number: number;
}

/** @throws S3Error, as recorded in localstack/localstack tests/aws/services/s3/test_s3.py test_get_object_part */
export function partOf(text: string | null, range: string | undefined, head: ObjectHead): PartRange | undefined {
  if (text === null) return undefined;
  if (range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  const number = partNumber(text);
  const parts = head.parts ?? [{ number: 1, size: head.size }];
  const part = parts[number - 1];
  if (!part) {
    throw new S3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
      PartNumberRequested: String(number),
      ActualPartCount: String(parts.length),
    });
  }
  const start = parts.slice(0, number - 1).reduce((sum, { size }) => sum + size, 0);
  return { number, start, end: start + part.size - 1 };
}

/** @throws S3Error InvalidArgument */
export function partNumber(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 10_000) return number;
  const message = 'Part number must be an integer between 1 and 10000, inclusive';
  throw new S3Error('InvalidArgument', message, 400, { ArgumentName: 'partNumber', ArgumentValue: text });
}

/**
 * `x-amz-copy-source-range`, whose both ends must be there; recorded in localstack/localstack
 * tests/aws/services/s3/test_s3_api.py test_upload_part_copy_range. @throws S3Error
 */
export function copyRangeOf(header: string | string[] | undefined, size: number): Range {
  if (header === undefined) return { start: 0, end: size - 1 };
  const text = String(header);
  const wrong = (message: string): S3Error =>
    new S3Error('InvalidArgument', message, 400, { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: text });
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? [];
  const [start, end] = [Number(from), Number(to)];
  if (from === undefined || start > end) {
    throw wrong(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  }
  if (start >= size) throw invalidRequest('The specified copy range is invalid for the source object size');
  if (end >= size) throw wrong(`Range specified is not valid for source object of size: ${size}`);
  return { start, end };
}
