import { type Truth } from '../../truth';

const source = { page: 'https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html' };

/** A prefix, and what it is for a buffer whose oldest record came on 2018-08-27 at 10:30:05. */
export interface PrefixTruth extends Truth {
  readonly prefix: string;
  readonly becomes: string;
}

const row = (says: string, prefix: string, becomes: string): PrefixTruth => ({ says, source, prefix, becomes });

export const prefixTruths: readonly PrefixTruth[] = [
  row('No prefix is the hour', '', '2018/08/27/10/'),
  row('One without a timestamp has the hour behind it', 'legacy', 'legacy2018/08/27/10/'),
  row('A timestamp', '!{timestamp:yyyy/MM/dd}', '2018/08/27'),
  row(
    'Several',
    'year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/',
    'year=2018/month=08/day=27/hour=10/',
  ),
  row('Letters in quotes stand for themselves', "!{timestamp:'year='yyyy'/month='MM}/", 'year=2018/month=08/'),
  row('Short forms', '!{timestamp:yy/M/d/H/m/s}', '18/8/27/10/30/5'),
  row(
    'A random text of 11 characters, another at each place',
    'a/!{firehose:random-string}/!{firehose:random-string}/!{timestamp:yyyy}/',
    'a/abcdefghij0/abcdefghij1/2018/',
  ),
  row(
    'The kind of error',
    'myFirehoseFailures/!{firehose:error-output-type}/',
    'myFirehoseFailures/format-conversion-failed/',
  ),
  row(
    'The kind of error behind a day',
    'myErrorPrefix/year=!{timestamp:yyyy}/!{firehose:error-output-type}',
    'myErrorPrefix/year=2018/format-conversion-failed',
  ),
];
