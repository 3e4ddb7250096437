import type { Circumstances } from '../report/circumstances';
import { addDays, datesOf, precedingPeriod, type Period } from '../shared/period';
import type { Metric, StoredEvent } from '../report/metric';
import type { Counts } from '../report/metrics';
import type { Report } from '../report/report';
import { EXECUTION } from './quiet';
import { recount } from './recount';

/** Reports to look at and to test with: each with the events that it was counted from, where there are few enough. */
export interface Sample {
  report: Report;
  circumstances: Circumstances;
  events?: readonly StoredEvent[];
}

export const circumstances: Circumstances = {
  environment: 'dev',
  application: 'blog',
  lateArrivalDays: 2,
  now: new Date('2026-11-01T08:00:00Z'),
  queryExecutionId: '5ed1bb35-3f77-4c1a-9c35-25b6bcf5b2a1',
  dataScannedInBytes: 1_234_567,
  engineExecutionTimeInMillis: 940,
  execution: { id: EXECUTION, redriveCount: 0 },
  malformed: { records: 3, exact: true },
};

export const view = (day: string, id: string | null, userid: string | null, format: string | null): StoredEvent => ({
  id,
  userid,
  format,
  ts: `${day} 12:00:00`,
  dt: day,
});

export const sampleOf = (
  events: readonly StoredEvent[],
  period: Period,
  changes: Partial<Circumstances> = {},
  metrics?: readonly Metric[],
): Sample => ({
  report: recount(events, { ...period, lateArrivalDays: circumstances.lateArrivalDays }, metrics),
  circumstances: { ...circumstances, ...changes },
  events,
});

export const OCTOBER = { startDate: '2026-10-01', endDate: '2026-10-31' };
const DAY = { startDate: '2026-10-10', endDate: '2026-10-10' };

/** What a sender may call a video, a user or a format. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  `" onmouseover="alert(1)`,
  `it's "quoted" & <b>bold</b> &amp;`,
  "'; DROP TABLE events; --",
  'x'.repeat(10_000),
  '👩‍👩‍👧‍👦🎬 emoji',
  'סרטון חדש',
  'فيديو جديد',
  `abc\u202Egnp.exe`,
  'zero\u200Bwidth\uFEFF',
  'two\nlines\r\n\r\nHeadline\n  Events  9',
  '\u001B]0;title\u0007',
  'z' + '\u0335'.repeat(300),
  'half \uD83D',
];

/** A month as a small video site has it, and one before: the same on every machine. */
export function month(): Sample {
  const days = [...datesOf(precedingPeriod(OCTOBER)), ...datesOf(OCTOBER)];
  const events = days.flatMap((day, index) => {
    const weekend = new Date(day).getUTCDay() % 6 === 0;
    const count = Math.round((weekend ? 95 : 62) + 12 * Math.sin(index / 5) + index / 3);
    return Array.from({ length: count }, (_, event): StoredEvent => {
      // Multiples of primes: spread, and yet drawn by nobody.
      const [video, user, hour] = [
        (event * 31 + index * 7) % 97,
        (event * event + index * 11) % 401,
        (event * 17 + index) % 40,
      ];
      return {
        id: `episode-${String(Math.floor((video * video) / 240) + 1).padStart(3, '0')}`,
        userid: `u${user}`,
        format: event % 70 === 0 ? null : (['hls', 'hls', 'hls', 'dash', 'dash', 'mp4', 'webm'][event % 7] ?? null),
        ts: event % 41 === 0 ? null : `${day} ${String(hour < 24 ? hour : 17 + (hour % 6)).padStart(2, '0')}:30:00`,
        dt: event % 50 === 1 ? addDays(day, 1) : day,
      };
    });
  });
  return sampleOf(events, OCTOBER);
}

/** March against February, of unlike lengths; and devices whose clocks stand in 1970 and 2033. */
export const wrongClock = (): Sample => {
  const MARCH = { startDate: '2026-03-01', endDate: '2026-03-31' };
  const days = [...datesOf(precedingPeriod(MARCH)), ...datesOf(MARCH)];
  const right = days.flatMap((day) =>
    Array.from({ length: 4 }, (_, event) => view(day, `intro-${event}`, 'ann', 'hls')),
  );
  const wrong = ['1970-01-01', '2033-05-18'].map((day) => ({
    ...view(day, 'intro-0', 'bob', 'hls'),
    dt: '2026-03-09',
  }));
  return sampleOf([...right, ...wrong], MARCH, { now: new Date('2026-04-01T08:00:00Z') });
};

export const noEvent = (): Sample => sampleOf([], OCTOBER, { malformed: { records: 0, exact: true } });

export const oneEvent = (): Sample => sampleOf([view('2026-10-10', 'intro', 'ann', 'hls')], DAY);

export const oneUser = (): Sample =>
  sampleOf(
    datesOf(OCTOBER).flatMap((day, index) => Array.from({ length: index % 4 }, () => view(day, 'intro', 'ann', 'hls'))),
    OCTOBER,
  );

export const hostile = (): Sample =>
  sampleOf(
    HOSTILE.flatMap((name, index) => Array.from({ length: 20 - index }, () => view('2026-10-10', name, name, name))),
    DAY,
    { malformed: { records: 2_000, exact: false } },
  );

/** Ten million events on each day of a year, and names as long as the query gives them. */
export function largest(): Sample {
  const period = { startDate: '2025-11-01', endDate: '2026-10-31' };
  const nothing = recount([], { ...period, lateArrivalDays: circumstances.lateArrivalDays });
  const counts = (index: number): Counts => ({
    ...nothing.total,
    events: 10_000_000 + index * 12_345,
    users: 1_000_000 + index * 1_234,
    videos: 50_000 + index,
  });
  const total = { ...nothing.total, events: 4_474_000_000, users: 12_000_000, videos: 80_000 };
  const report: Report = {
    ...nothing,
    total: { ...total, no_timestamp: 1, no_format: 2_000_000, no_user: 3, no_video: 4, late: 90_000_000 },
    precedingTotal: { ...total, events: 3_900_000_000, late: 80_000_000 },
    days: datesOf(period).map((date, index) => ({ date, ...counts(index + 40 * (index % 7)) })),
    precedingDays: datesOf(precedingPeriod(period)).map((date, index) => ({ date, ...counts(30 * (index % 7)) })),
    hours: Array.from({ length: 24 }, (_, hour) => ({ hour, ...counts(hour * 100) })),
    precedingHours: Array.from({ length: 24 }, (_, hour) => ({ hour, ...counts(hour * 90) })),
    formats: Array.from({ length: 20 }, (_, index) => ({
      format: '\u{1F469}'.repeat(200),
      ...counts(-index),
      before: { ...nothing.total, events: 9_000_000 },
    })),
    otherFormats: { formats: 1_000_000, events: 1_234_567 },
    topVideos: Array.from({ length: 10 }, (_, index) => ({
      id: 'W'.repeat(200),
      ...nothing.total,
      events: 9_000_000 - index,
      users: 800_000,
      before: { ...nothing.total, events: 8_000_000 },
    })),
  };
  return { report, circumstances: { ...circumstances, dataScannedInBytes: 987_654_321_012 } };
}
