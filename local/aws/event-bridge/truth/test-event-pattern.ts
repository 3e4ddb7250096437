import { recorded, type RequestTruth } from '../../requests/truth';
import { patternTruths } from './patterns';

const test = recorded('events/test_events_patterns.snapshot.json');
const page = { page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html' };

/** What every event that was recorded has. */
const ENVELOPE = {
  id: '1',
  source: 'test-source',
  'detail-type': 'test-detail-type',
  account: '123456789012',
  region: 'us-east-2',
  time: '2022-07-13T13:48:01Z',
};

const ask = (says: string, EventPattern: unknown, Event: unknown, rest: Partial<RequestTruth>): RequestTruth => ({
  says,
  source: test,
  service: 'events',
  operation: 'TestEventPattern',
  input: {
    ...(EventPattern === undefined ? {} : { EventPattern: text(EventPattern) }),
    ...(Event === undefined ? {} : { Event: text(Event) }),
  },
  ...rest,
});
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const result = (Result: boolean) => ({ answer: { Result } });
const pattern = (reason: string) => ({
  error: {
    code: 'InvalidEventPatternException',
    message: `Event pattern is not valid. Reason: ${reason}`,
    status: 400,
  },
});
const noEvent = { error: { code: 'ValidationException', message: 'Parameter Event is not valid.', status: 400 } };
const isNull = (name: string) => ({
  source: page,
  error: {
    code: 'ValidationException',
    message: `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  },
});
const any = { source: ['order'] };

/** Every pattern of the table, as AWS was asked most of them; and what is of the request. */
export const testEventPatternTruths: readonly RequestTruth[] = [
  ...patternTruths.map(({ says, source, event, pattern: one, matches, refused }) => {
    const tooComplex = refused?.startsWith('Rule is too complex') === true;
    const answer = tooComplex
      ? { refused: 'too complex' }
      : refused === undefined
        ? result(matches === true)
        : pattern(refused);
    return ask(says, one, { ...ENVELOPE, ...event }, { source, ...answer });
  }),
  ask('Fields of the envelope match', { account: ['123456789012'], region: ['us-east-2'] }, ENVELOPE, {
    source: page,
    ...result(true),
  }),
  ask('… or do not', { account: ['111111111111'] }, ENVELOPE, { source: page, ...result(false) }),
  ask(
    'An event needs no detail',
    { source: ['test-source'], 'detail-type': ['test-detail-type'] },
    ENVELOPE,
    result(true),
  ),
  ask(
    'Of two fields of one name the last counts',
    '{"detail": {"a": [{"prefix": "us-"}], "a": [{"anything-but": "us-east"}]}}',
    { ...ENVELOPE, detail: { a: 'eu-central-1' } },
    result(true),
  ),
  ask(
    'A number is its value',
    { detail: { a: [300] } },
    `${JSON.stringify(ENVELOPE).slice(0, -1)},"detail":{"a":3.0e2}}`,
    {
      source: { page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html' },
      ...result(true),
    },
  ),
  ask('A text is no event', any, 'plain string', noEvent),
  ask('A list is no event', any, ['plain string'], noEvent),
  ask('null is no event', any, 'null', noEvent),
  ask('true is no event', any, 'true', noEvent),
  ask('An event has its envelope', any, { testEvent: 'value' }, noEvent),
  ...Object.keys(ENVELOPE).map((name) =>
    ask(`An event has ${name}`, any, { ...ENVELOPE, [name]: undefined }, { source: page, ...noEvent }),
  ),
  ask(
    'An event of which it is not known',
    any,
    { ...ENVELOPE, time: 'today' },
    { source: page, refused: 'time "today"' },
  ),
  ask('… or whose id is no text', any, { ...ENVELOPE, id: 1 }, { source: page, refused: 'id 1' }),
  ask(
    '… or that has a number beyond what a double holds',
    any,
    `${JSON.stringify(ENVELOPE).slice(0, -1)},"a":9007199254740993}`,
    { source: page, refused: '9007199254740993' },
  ),
  ask('A list is no pattern', '["not", "a", "dict", "but valid json"]', ENVELOPE, pattern('Filter is not an object')),
  ...['this is valid json but not a dict', "{'bad': 'quotation'}", '{"not": closed mark"'].map((one) =>
    ask(`${one} is no JSON`, one, ENVELOPE, { error: { code: 'InvalidEventPatternException', status: 400 } }),
  ),
  ask('Nothing is no pattern', '', ENVELOPE, {
    source: {
      page: 'https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/JsonRuleCompiler.java',
    },
    ...pattern('Filter is not an object'),
  }),
  ask('A pattern with more behind it', '{"source": ["a"]} x', ENVELOPE, {
    source: page,
    refused: 'text behind its end',
  }),
  ask('A pattern is wanted', undefined, ENVELOPE, isNull('eventPattern')),
  ask('An event is wanted', any, undefined, isNull('event')),
];
