import { type BusEvent } from './event';
import { matches } from './event-pattern';

const event: BusEvent = {
  version: '0',
  id: 'd87ca8b5-3c37-4718-83bc-d8033aae6dd0',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '000000000000',
  time: '2026-11-01T08:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:a', 'arn:b'],
  detail: { status: 'FAILED', name: 'monthly-dev', output: null },
};

test.each([
  [{ source: ['aws.states'], detail: { status: ['FAILED', 'TIMED_OUT'] } }, true],
  [{ source: ['aws.states'], detail: { status: ['TIMED_OUT'] } }, false],
  [{ detail: { name: [{ prefix: 'monthly-' }] } }, true],
  [{ detail: { name: [{ suffix: '-prod' }] } }, false],
  [{ detail: { status: [{ 'anything-but': ['SUCCEEDED', 'RUNNING'] }] } }, true],
  [{ detail: { name: [{ 'anything-but': { prefix: 'verify-' } }] } }, true],
  [{ detail: { name: [{ 'anything-but': { prefix: 'monthly-' } }] } }, false],
  [{ detail: { missing: [{ 'anything-but': { prefix: 'x' } }] } }, false],
  [{ detail: { status: [{ 'equals-ignore-case': 'failed' }] } }, true],
  [{ detail: { cause: [{ exists: false }] } }, true],
  [{ detail: { cause: [{ exists: true }] } }, false],
  [{ detail: { output: [null] } }, true],
  [{ resources: ['arn:b'] }, true],
  [{ detail: { nothing: { below: ['x'] } } }, false],
])('%j: %s', (pattern, expected) => {
  expect(matches(JSON.stringify(pattern), event)).toBe(expected);
});

test.each([
  [
    { detail: { status: [{ cidr: '10.0.0.0/8' }] } },
    'event_pattern.detail.status: {"cidr":"10.0.0.0/8"} is not understood',
  ],
  [
    { detail: { status: [{ 'anything-but': { wildcard: 'a*' } }] } },
    'anything-but: {"wildcard":"a*"} is not understood',
  ],
  [{ detail: { status: 'FAILED' } }, 'event_pattern.detail.status must be a list of values'],
])('%j is an error, not a rule that never fires', (pattern, why) => {
  expect(() => matches(JSON.stringify(pattern), event)).toThrow(why);
});
