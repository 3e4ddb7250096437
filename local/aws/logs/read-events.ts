import { type Input } from '../shared/input';
import { AwsError } from '../shared/errors';
import { pageOf } from '../shared/pages';
import { filterOf } from './filter-pattern';
import { type LogCatalog } from './log-catalog';
import { badToken, invalid, limitOf, momentOf } from './log-input';

const MOST = 10_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterLogEvents(catalog: LogCatalog, group: string, input: Input): object {
  const [names, prefix] = [input.texts('logStreamNames'), input.text('logStreamNamePrefix')];
  if (names && prefix !== undefined) throw invalid('logStreamNames and logStreamNamePrefix can not be given together.');
  const [from = 0, to = Infinity] = [momentOf(input, 'startTime'), momentOf(input, 'endTime')];
  const passes = filterOf(input.text('filterPattern') ?? '');
  const found = catalog
    .events(group)
    .map((event, index) => ({ ...event, index, at: event.timestamp.getTime() }))
    .filter(({ stream, message, at }) => {
      const named = names ? names.includes(stream) : stream.startsWith(prefix ?? '');
      // The end is inclusive: "later than this time are not returned".
      return named && at >= from && at <= to && passes(message);
    })
    .sort((a, b) => a.at - b.at);
  const size = limitOf(input, MOST);
  const { items, next } = pageOf(found, { size, token: input.text('nextToken'), wrong: badToken });
  return {
    events: items.map(({ stream, at, message, index }) => ({
      logStreamName: stream,
      timestamp: at,
      message,
      ingestionTime: at,
      eventId: `${at}${String(index).padStart(43, '0')}`,
    })),
    // "this field is no longer returned": an empty list.
    searchedLogStreams: [],
    nextToken: next,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export function getLogEvents(catalog: LogCatalog, group: string, input: Input): object {
  const name = input.text('logStreamName');
  const stream = catalog.streams(group).find((one) => one.name === name);
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  const [from = 0, to = Infinity] = [momentOf(input, 'startTime'), momentOf(input, 'endTime')];
  // Here the end is exclusive.
  const events = stream.events.filter(({ timestamp }) => timestamp.getTime() >= from && timestamp.getTime() < to);
  const most = limitOf(input, MOST);
  const token = input.text('nextToken');
  const [first, last] = placesOf(token, events.length, most, input.boolean('startFromHead') ?? false);
  return {
    events: events.slice(first, last).map(({ timestamp, message }) => ({
      timestamp: timestamp.getTime(),
      message,
      ingestionTime: timestamp.getTime(),
    })),
    // "If you have reached the end of the stream, it returns the same token you passed in."
    nextForwardToken: tokenOf('f', last),
    nextBackwardToken: tokenOf('b', first),
  };
}

const tokenOf = (way: 'f' | 'b', place: number): string => `${way}/${String(place).padStart(56, '0')}/s`;

/** From which event to which. */
function placesOf(token: string | undefined, count: number, most: number, fromHead: boolean): [number, number] {
  if (token === undefined) return fromHead ? [0, Math.min(count, most)] : [Math.max(0, count - most), count];
  const [, way, digits] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (digits === undefined) throw badToken();
  const place = Math.min(Number(digits), count);
  return way === 'f' ? [place, Math.min(count, place + most)] : [Math.max(0, place - most), place];
}
