import { AwsError } from '../shared/errors';
import { type Input } from '../shared/input';
import { type LogCatalog } from './log-catalog';

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/**
 * The name of the group that is asked for, by name or ARN.
 * @throws AwsError when neither or both are given, and for a group of elsewhere
 */
export function groupOf(input: Input, catalog: LogCatalog): string {
  const [name, identifier] = [input.text('logGroupName'), input.text('logGroupIdentifier')];
  if ((name === undefined) === (identifier === undefined)) {
    throw invalid('Exactly one of logGroupName and logGroupIdentifier must be given.');
  }
  const given = name ?? identifier ?? '';
  if (!given.startsWith('arn:')) return given;
  const start = catalog.arnOf('');
  if (name !== undefined || !given.startsWith(start)) throw invalid(`${given} names no log group of this account`);
  return given.slice(start.length);
}

/** @throws AwsError for one out of its bounds */
export function limitOf(input: Input, most: number, otherwise = most): number {
  const limit = input.number('limit') ?? otherwise;
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw invalid(`limit must be from 1 to ${most}, not ${limit}`);
}

/** Milliseconds since 1970, as this API has times. */
export function momentOf(input: Input, name: string): number | undefined {
  const value = input.number(name);
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw invalid(`${name} must be milliseconds since 1970, not ${value}`);
}

export const badToken = (): AwsError => invalid('The specified nextToken is invalid.');
