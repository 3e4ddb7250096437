import { type Call } from '../shared/call';
import { AwsError, NotServed } from '../shared/errors';
import { changedNumber } from '../shared/json-numbers';
import { isFields } from '../../../scripts/text/is-fields';
import { type EventsService } from './events';

/** As models.json has it. */
interface Entry {
  readonly Time?: number | string;
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Resources?: readonly string[];
  readonly EventBusName?: string;
}

type Answered = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** "The total entry size must be less than 256KB": https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const LARGEST = 256 * 1024;

/** Takes a request whose form was checked. @throws AwsError for what the whole request fails on */
export function putEvents(
  events: EventsService,
  entries: readonly Entry[],
  call: Call,
  busArn: (name: string) => string,
): { Entries: Answered[]; FailedEntryCount: number } {
  const buses = entries.map(({ EventBusName = 'default' }) => busName(EventBusName, busArn('')));
  for (const bus of new Set(buses)) call.require('events:PutEvents', busArn(bus));
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) >= LARGEST) {
    // localstack/localstack, tests/aws/services/events/test_events.snapshot.json; so are the words below.
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  // Before any is taken: what is refused by name is refused whole.
  for (const entry of entries) checkServed(entry);
  const answered = entries.map((entry, index) => putEntry(events, entry, buses[index] === 'default'));
  return { Entries: answered, FailedEntryCount: answered.filter((one) => 'ErrorCode' in one).length };
}

/** `default`, another of this account by its name or ARN. @throws NotServed for one of another account or Region */
export function busName(given: string, prefix: string): string {
  if (!given.startsWith('arn:')) return given;
  if (given.startsWith(prefix)) return given.slice(prefix.length);
  throw new NotServed('ValidationException', `The event bus ${given}, of another account or Region,`, 400);
}

function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return (Time === undefined ? 0 : 14) + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function checkServed({ Time, Detail = '' }: Entry): void {
  if (typeof Time === 'string') {
    throw new NotServed('SerializationException', `Entries with Time "${Time}", which is no number of seconds,`, 400);
  }
  const number = objectIn(Detail) && changedNumber(Detail);
  if (number !== undefined) {
    throw new NotServed(
      'ValidationException',
      `A Detail with the number ${number}, which is not kept to the letter,`,
      400,
    );
  }
}

/** An entry that can't be taken is told of by itself: the others go on. */
function putEntry(events: EventsService, entry: Entry, toDefault: boolean): Answered {
  const { Time, Source = '', DetailType = '', Detail = '', Resources = [] } = entry;
  const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => value === '');
  if (missing) {
    const [name] = missing;
    return failed('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  if (Source.startsWith('aws.')) return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = objectIn(Detail);
  if (!detail) return failed('MalformedDetail', 'Detail is malformed.');
  const event = {
    source: Source,
    'detail-type': DetailType,
    resources: Resources,
    detail,
    ...(typeof Time === 'number' ? { at: new Date(Time * 1000) } : {}),
  };
  // An event for a bus that is not there is taken, and goes nowhere.
  return { EventId: (toDefault ? events.announce(event) : events.nowhere(event)).whole.id };
}

function objectIn(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const failed = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
