import { createHash } from 'node:crypto';
import { byArrival, defaultEvents, defaultReportTime, generateMonth } from './generate';
import { isoTimes } from './iso-times';
import { labRecords } from './lab';

const october = (count: number, seed = 10) => [
  ...generateMonth({ month: '2026-10', count, seed, until: defaultReportTime }),
];

const parsed = (events: readonly { readonly data: string }[]) =>
  events.flatMap(({ data }) => {
    try {
      return [JSON.parse(data) as Record<string, string>];
    } catch {
      return [];
    }
  });

const tally = (keys: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

test('the default events are the same on every machine and day', () => {
  const events = defaultEvents({ count: 2_000, preceding: 1_000 });
  const digest = createHash('sha256');
  for (const { arrival, data } of events) digest.update(`${arrival.toISOString()} ${data}\n`);
  expect(events).toHaveLength(3_004);
  expect([...events]).toHaveLength(3_004);
  expect(digest.digest('hex')).toBe('ace7e0c46de44c32a0a991252f4ca351dbc4fe3e6ce631105113a5bb3b770a75');
});

test("the lab's records are the first of October", () => {
  const events = [...defaultEvents({ count: 2_000, preceding: 1_000 })];
  const ofOctober = events.filter(({ arrival }) => arrival >= new Date('2026-10-01'));
  expect(ofOctober.slice(0, 4).map(({ data }) => data)).toEqual(labRecords);
});

test('a moment is written as Date writes it, in whatever order, year and hour', () => {
  const moments = [
    -1, 0, 1, 3_599_999, 3_600_000, 59_999, -3_600_001, -62_198_755_200_000, 253_402_300_800_000, 8.64e15,
  ];
  const dates = moments.map((moment) => new Date(moment));
  expect(dates.map(isoTimes())).toEqual(dates.map((date) => date.toISOString()));
});

test('in order of arrival; those of one moment keep their order', () => {
  const moment = new Date('2026-10-05');
  const events = [
    { arrival: moment, data: 'b' },
    { arrival: moment, data: 'a' },
    { arrival: new Date('2026-10-04'), data: 'c' },
  ];
  expect(byArrival(events).map(({ data }) => data)).toEqual(['c', 'b', 'a']);
});

describe('the shape of a month', () => {
  const events = october(50_000);
  const records = parsed(events);
  const timed = records.filter(({ timestamp }) => timestamp?.startsWith('2026-10'));
  const share = (count: number) => count / events.length;

  test('another seed gives other events, of the same month', () => {
    expect(october(10, 11)).not.toEqual(october(10));
    expect(timed.length).toBeGreaterThan(49_500);
  });

  test('senders make mistakes', () => {
    expect(share(records.filter(({ format }) => format === undefined).length)).toBeCloseTo(0.01, 2);
    expect(share(records.filter(({ timestamp }) => timestamp === undefined).length)).toBeCloseTo(0.005, 2);
    const unreadable = events.length - records.length;
    expect(unreadable).toBeGreaterThan(15);
    expect(unreadable).toBeLessThan(80);
  });

  test('some events are late, by an hour to two days, and none misses the report', () => {
    const delays = events.flatMap(({ arrival, data }) => {
      const [time] = parsed([{ data }]).map(({ timestamp }) => Date.parse(timestamp ?? ''));
      return time === undefined || Number.isNaN(time) || arrival.getTime() === time ? [] : [arrival.getTime() - time];
    });
    expect(share(delays.length)).toBeCloseTo(0.02, 2);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(3_600_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(172_800_000);
    expect(events.every(({ arrival }) => arrival < defaultReportTime)).toBe(true);
  });

  test('weekends and evenings are busier, and every day has events', () => {
    const days = tally(timed.map(({ timestamp }) => timestamp?.slice(0, 10) ?? ''));
    expect(days.size).toBe(31);
    // 10 October 2026 is a Saturday.
    expect(days.get('2026-10-10')).toBeGreaterThan(1.3 * (days.get('2026-10-06') ?? 0));
    const hours = tally(timed.map(({ timestamp }) => timestamp?.slice(11, 13) ?? ''));
    expect(hours.get('20')).toBeGreaterThan(6 * (hours.get('04') ?? 0));
  });

  test('few videos and users make most of the events', () => {
    const videos = [...tally(records.map(({ id }) => id ?? '')).values()].sort((a, b) => b - a);
    expect(videos.length).toBe(800);
    expect(videos.slice(0, 80).reduce((sum, count) => sum + count)).toBeGreaterThan(0.45 * records.length);
    const users = [...tally(records.map(({ userId }) => userId ?? '')).values()].sort((a, b) => b - a);
    expect(users.length).toBeGreaterThan(15_000);
    expect(users[0]).toBeGreaterThan(200);
  });

  test('several formats', () => {
    expect([...tally(records.flatMap(({ format }) => format ?? [])).keys()].sort()).toEqual([
      'dash',
      'hls',
      'mp4',
      'webm',
    ]);
  });
});
