import { SimulatedClock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { retrying } from './retry';

const start = new Date('2026-11-01T08:00:00Z');

/** Fails as often as told. */
const failing = (times: number, status: number) => {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= times) throw new AwsError('Code', 'message', status);
    return tries;
  };
};

test('a service that is out of order is tried again, later each time', async () => {
  const clock = new SimulatedClock(start);
  const policy = { attempts: 185, maximumAge: 86_400 };
  expect(await retrying(policy, clock, 'rule', failing(3, 503))).toEqual({ result: 4 });
  expect(clock.jumps.map(({ from, to }) => (to.getTime() - from.getTime()) / 1000)).toEqual([1, 2, 4]);
});

test('until its attempts are spent', async () => {
  const tried = await retrying({ attempts: 2, maximumAge: 86_400 }, new SimulatedClock(start), 'rule', failing(9, 500));
  expect(tried).toMatchObject({ retries: 2, exhausted: 'MaximumRetryAttempts' });
});

test('or the event is too old', async () => {
  const clock = new SimulatedClock(start);
  const tried = await retrying({ attempts: 185, maximumAge: 60 }, clock, 'rule', failing(999, 500));
  expect(tried).toMatchObject({ retries: 5, exhausted: 'MaximumEventAgeInSeconds' });
  expect(clock.now().getTime() - start.getTime()).toBeLessThanOrEqual(60_000);
});

test('a refusal is not tried again', async () => {
  const tried = await retrying({ attempts: 9, maximumAge: 60 }, new SimulatedClock(start), 'rule', failing(1, 403));
  expect(tried).toMatchObject({ retries: 0, failure: { code: 'Code' } });
  expect(tried).not.toHaveProperty('exhausted');
});
