import { AwsError, NotServed } from '../shared/errors';
import { numbersIn } from '../shared/json-numbers';
import { isFields } from '../../../scripts/text/is-fields';
import { compilePattern, type EventPattern } from './pattern/compile';
import { PatternFault, UnservedPattern } from './pattern/fault';

/**
 * "The following fields are mandatory": https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html,
 * which names `resources` too, without which AWS was recorded to take an event.
 */
const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

/** A time in another form may be one to AWS. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * Whether an event matches a pattern, of no rule. In words recorded by localstack/localstack,
 * tests/aws/services/events/test_events_patterns.snapshot.json; AWS adds where in the pattern it found a fault.
 * @throws AwsError InvalidEventPatternException, or ValidationException for an event that is none
 */
export function testEventPattern(pattern: string, event: string): { readonly Result: boolean } {
  return { Result: compiled(pattern).matches(eventOf(event)) };
}

function compiled(pattern: string): EventPattern {
  try {
    return compilePattern(pattern);
  } catch (error) {
    const code = 'InvalidEventPatternException';
    if (error instanceof UnservedPattern) throw new NotServed(code, error.what, 400);
    if (!(error instanceof PatternFault)) throw error;
    throw new AwsError(code, `Event pattern is not valid. Reason: ${error.message}`);
  }
}

function eventOf(text: string): object {
  const event = parsed(text);
  if (!isFields(event) || MANDATORY.some((name) => !Object.hasOwn(event, name))) {
    throw new AwsError('ValidationException', 'Parameter Event is not valid.');
  }
  // A list was recorded to be taken for a detail type.
  const odd = MANDATORY.find(
    (name) => (typeof event[name] !== 'string' || event[name] === '') && !(name === 'detail-type' && event[name]),
  );
  const unknown = odd ?? (TIME.test(event['time'] as string) ? undefined : 'time');
  if (unknown !== undefined) {
    throw new NotServed('ValidationException', `An Event with ${unknown} ${JSON.stringify(event[unknown])}`, 400);
  }
  const number = numbersIn(text).find((one) => one.replace(/[eE].*|\D/g, '').length > 15);
  if (number !== undefined) {
    throw new NotServed('ValidationException', `An Event with the number ${number}, beyond 15 digits,`, 400);
  }
  return event;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
