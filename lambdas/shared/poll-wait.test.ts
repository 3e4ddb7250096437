import fc from '../../scripts/jest/properties';
import { pollWait } from './poll-wait';

const SUBMITTED = new Date('2026-11-01T08:00:00Z');
const at = (seconds: number) => new Date(SUBMITTED.getTime() + Math.round(seconds * 1000));
const backingOff = (elapsed: number) => pollWait(SUBMITTED, at(elapsed));
const every = (seconds: number) => () => seconds;

/** GetQueryStatus, CheckQueryStatus and, but for the last, Wait. */
const ROUND = 3;

/** Polls a query of that duration. `round`: seconds that a round takes beside its wait; the query is asked at its end. */
function poll(duration: number, wait: (elapsed: number) => number, round = 0) {
  let elapsed = round;
  let longest = elapsed;
  let transitions = ROUND - 1;
  while (elapsed < duration) {
    const waited = wait(elapsed) + round;
    elapsed += waited;
    longest = Math.max(longest, waited);
    transitions += ROUND;
  }
  return { noticed: elapsed, transitions, longest };
}

/** Milliseconds matter below a minute, the hour that the machine may take bounds the rest. */
const duration = fc
  .oneof(fc.integer({ max: 60_000, min: 0 }), fc.integer({ max: 3_600_000, min: 0 }))
  .map((ms) => ms / 1000);

it('looks after 2, 4, 8, 16 and 30 s, and each half minute from there', () => {
  const looks = [0];
  while (looks.length < 9) looks.push((looks.at(-1) ?? 0) + backingOff(looks.at(-1) ?? 0));
  expect(looks).toEqual([0, 2, 4, 8, 16, 30, 60, 90, 120]);
});

it('never notices an end later than the constant wait of 30 s, for at most four rounds more', () => {
  fc.assert(
    fc.property(duration, (seconds) => {
      const ours = poll(seconds, backingOff);
      const constant = poll(seconds, every(30));
      expect(ours.noticed).toBeLessThanOrEqual(constant.noticed);
      expect(ours.transitions).toBeLessThanOrEqual(constant.transitions + 4 * ROUND);
    }),
  );
});

it('waits no longer for what ends soon than it has run already, and at most 2 s more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30_000 }), (ms) => {
      const { noticed } = poll(ms / 1000, backingOff);
      expect(noticed).toBeLessThanOrEqual(Math.max(2, (2 * ms) / 1000));
    }),
  );
});

it('costs fewer transitions than a constant wait of 2 s, for any query that takes longer than 6 s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6001, max: 3_600_000 }), (ms) => {
      expect(poll(ms / 1000, backingOff).transitions).toBeLessThan(poll(ms / 1000, every(2)).transitions);
    }),
  );
  expect(poll(600, backingOff).transitions).toBe(74);
  expect(poll(600, every(30)).transitions).toBe(62);
  expect(poll(600, every(2)).transitions).toBe(902);
});

it('is late by at most 30 s and a round, whatever a round takes: as the constant wait is', () => {
  const round = fc.integer({ min: 0, max: 90_000 }).map((ms) => ms / 1000);
  fc.assert(
    fc.property(duration, round, (seconds, takes) => {
      expect(poll(seconds, backingOff, takes).longest).toBeLessThanOrEqual(30 + takes + 1e-6);
    }),
  );
});

it('is whole seconds from 1 to 30, also when the clocks disagree or the submission is unknown', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (ms) => {
      const wait = pollWait(SUBMITTED, new Date(SUBMITTED.getTime() + ms));
      expect(Number.isInteger(wait) && wait >= 1 && wait <= 30).toBe(true);
    }),
  );
  expect(pollWait(SUBMITTED, new Date(SUBMITTED.getTime() - 60_000))).toBe(2);
  expect(pollWait(undefined, SUBMITTED)).toBe(30);
});
