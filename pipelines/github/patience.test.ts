import { explained, retried } from './client';
import { rateLimitPause } from './patience';

const NOW = Date.parse('2026-11-01T08:00:00Z');
beforeAll(() => jest.useFakeTimers({ now: NOW }));
afterAll(() => jest.useRealTimers());

const failure = (status: number, headers: Record<string, string> = {}, message = 'told to fail') =>
  Object.assign(new Error(message), { status, response: { headers } });

/** What was waited, until it succeeded or gave up. */
async function waits(...failures: unknown[]) {
  const error = jest.spyOn(console, 'error').mockReturnValue();
  const slept: number[] = [];
  const run = () => (failures.length > 0 ? Promise.reject(failures.shift()) : Promise.resolve('done'));
  const sleep = (milliseconds: number) => Promise.resolve(slept.push(milliseconds));
  const outcome = await retried(run, 1_000, sleep).catch((thrown: unknown) => explained(thrown, 'Asking', 'x: read'));
  error.mockRestore();
  return { slept, outcome: outcome instanceof Error ? outcome.message : outcome };
}

// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
const inTwentySeconds = String(NOW / 1_000 + 20);
test.each([
  ['primary, 403', failure(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inTwentySeconds }), 20_000],
  ['primary, 429', failure(429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inTwentySeconds }), 20_000],
  ['primary, without a time', failure(403, { 'x-ratelimit-remaining': '0' }), 60_000],
  ['primary, a reset that has passed', failure(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }), 0],
  ['secondary, 429 without a header', failure(429), 60_000],
  ['secondary, 403 without a header', failure(403, {}, 'You have exceeded a secondary rate limit. Wait.'), 60_000],
  ['secondary, 403 beside a remainder', failure(403, { 'retry-after': '7', 'x-ratelimit-remaining': '99' }), 7_000],
  ['retry-after as a date', failure(429, { 'retry-after': 'Sun, 01 Nov 2026 08:00:05 GMT' }), 5_000],
  ['retry-after as a date gone by', failure(429, { 'retry-after': 'Sun, 01 Nov 2026 07:00:00 GMT' }), 0],
  ['retry-after that says nothing', failure(429, { 'retry-after': 'soon' }), 60_000],
])('%s: waits, and goes on', async (_, error, pause) => {
  expect(await waits(error)).toEqual({ slept: [pause], outcome: 'done' });
});

test('a missing permission is no rate limit', async () => {
  const denied = failure(403, { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': inTwentySeconds });
  expect(rateLimitPause(denied)).toBeUndefined();
  expect(await waits(denied)).toEqual({
    slept: [],
    outcome: expect.stringMatching(/403 .* needs "permissions: x: read"/),
  });
});

test('a limit that outlasts the job is told at once, with the time', async () => {
  const inAnHour = String(NOW / 1_000 + 3_600);
  expect(await waits(failure(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inAnHour }))).toEqual({
    slept: [],
    outcome:
      'Asking: GitHub answers 403 (told to fail): a rate limit is reached; run this job again after 2026-11-01 09:00 UTC.',
  });
});

test('patience ends: two and a half minutes in all', async () => {
  expect(await waits(failure(429), failure(429), failure(429))).toEqual({
    slept: [60_000, 60_000],
    outcome:
      'Asking: GitHub answers 429 (told to fail): a rate limit is reached; run this job again after 2026-11-01 08:01 UTC.',
  });
});
