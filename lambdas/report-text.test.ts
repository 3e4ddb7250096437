import { datesOf } from './period';
import { reportFrom, type Report } from './report';
import { reportSubject, reportText, type Circumstances } from './report-text';
import { recount, type StoredEvent } from './test-support/recount';

const CIRCUMSTANCES: Circumstances = {
  environment: 'dev',
  application: 'blog',
  lateArrivalDays: 2,
  now: new Date('2020-11-05T08:00:00Z'),
  dataScannedInBytes: 1_234_567,
  engineExecutionTimeInMillis: 940,
};

const view = (day: string, id: string, userid: string, format: string | null): StoredEvent => ({
  id,
  userid,
  format,
  ts: `${day} 12:00:00`,
  dt: day,
});

const report = recount(
  [
    ...Array.from({ length: 1200 }, (_, index) => view('2020-10-10', 'intro', `u${index % 300}`, 'hd')),
    ...Array.from({ length: 150 }, (_, index) => view('2020-10-12', 'outro', `u${index}`, null)),
    ...Array.from({ length: 1000 }, (_, index) => view('2020-10-08', `v${index % 4}`, `u${index % 500}`, 'sd')),
  ],
  { startDate: '2020-10-10', endDate: '2020-10-12', lateArrivalDays: 2 },
);

it('tells a report', () => {
  expect(reportText(report, CIRCUMSTANCES)).toBe(
    `
Video analytics of blog (dev)
Period         2020-10-10 to 2020-10-12, 3 days, UTC
Compared with  2020-10-07 to 2020-10-09

Totals
  Total events   1,350  +35.0 %  (1,000 before)
  Unique users     300  -40.0 %  (500 before)
  Unique videos      2  -50.0 %  (4 before)

By day
                  events  users  videos
  2020-10-10 Sat   1,200    300       1  ████████████████████████
  2020-10-11 Sun       0      0       0
  2020-10-12 Mon     150    150       1  ███

By format
  events   share  users  videos  format
   1,200  88.9 %    300       1  hd
     150  11.1 %    150       1  unknown

Top ten videos
      events  users  video
  1.   1,200    300  intro
  2.     150    150  outro

The query read 1.2 MB in 0.9 s.`.trim(),
  );
  expect(reportSubject(report, CIRCUMSTANCES)).toBe('Video analytics 2020-10-10 to 2020-10-12 (dev-blog)');
});

const day = (date: string, events: readonly StoredEvent[]) =>
  recount(events, { startDate: date, endDate: date, lateArrivalDays: 2 });

it('tells of a day without events, and of one after it', () => {
  const empty = reportText(day('2020-10-10', []), CIRCUMSTANCES);
  expect(empty).toContain('Period         2020-10-10 to 2020-10-10, 1 day, UTC\n');
  expect(empty).toContain('  Total events   0  no change  (0 before)\n');
  expect(empty).toContain('By format\n  none\n\nTop ten videos\n  none\n');
  expect(reportText(day('2020-10-10', [view('2020-10-10', 'v', 'u', 'hd')]), CIRCUMSTANCES)).toContain(
    '  Total events   1  new  (0 before)\n',
  );
  expect(reportText(day('2020-10-11', [view('2020-10-10', 'v', 'u', 'hd')]), CIRCUMSTANCES)).toContain(
    '  Total events   0  -100.0 %  (1 before)\n',
  );
  expect(reportSubject(day('2020-10-10', []), CIRCUMSTANCES)).toBe('Video analytics 2020-10-10 (dev-blog)');
});

it('says so while late events may still change it', () => {
  const made = (now: string) =>
    reportText(report, { ...CIRCUMSTANCES, now: new Date(now) })
      .split('\n')
      .slice(-2);
  expect(made('2020-10-14T23:59:00Z')).toEqual([
    'Made on 2020-10-14 23:59 UTC. Events of this period that arrive later, before 2020-10-15, count too:',
    'a new run then will include them.',
  ]);
  expect(made('2020-10-15T00:00:00Z')).toEqual(['', 'The query read 1.2 MB in 0.9 s.']);
});

it('sums up the formats beyond the twenty most frequent', () => {
  const many = day(
    '2020-10-10',
    Array.from({ length: 25 }, (_, index) => view('2020-10-10', 'v', 'u', `f${String(index).padStart(2, '0')}`)),
  );
  expect(reportText(many, CIRCUMSTANCES)).toContain(
    '     1   4.0 %      1       1  f19\n       5  20.0 %                 (5 more)\n',
  );
});

const HOSTILE = [
  `\u202Ecod.exe`,
  'two\nlines\r\n\r\nTotals\n  Total events  9',
  '\u001B]0;title\u0007',
  'סרטון חדש',
  'x'.repeat(10_000),
  'z' + '\u0335'.repeat(300),
];

it('keeps its shape whatever ids and formats hold', () => {
  const text = reportText(
    day(
      '2020-10-10',
      HOSTILE.map((name) => view('2020-10-10', name, 'u', name)),
    ),
    CIRCUMSTANCES,
  );
  const lines = text.split('\n');
  expect(lines).toHaveLength(4 + 5 + 4 + (2 + 6 + 1) + (2 + 6 + 1) + 1);
  expect(lines.filter((line) => line.startsWith('Totals'))).toHaveLength(1);
  expect(text.replace(/[\n\u2068\u2069]/g, '')).not.toMatch(/\p{C}/u);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
});

it('stays within what SNS takes, at its largest', () => {
  const period = { startDate: '2020-01-01', endDate: '2020-12-31' };
  const name = '\u{1F469}'.repeat(200);
  const counts = { events: 999_999_999_999_999, users: 999_999_999_999_999, videos: 999_999_999_999_999 };
  const days = datesOf(period).map((date) => ({ date, ...counts }));
  const largest: Report = {
    ...reportFrom([], period),
    total: counts,
    precedingTotal: counts,
    days,
    formats: Array.from({ length: 20 }, () => ({ format: name, ...counts })),
    topVideos: Array.from({ length: 10 }, () => ({ id: name, ...counts })),
  };
  const long = { ...CIRCUMSTANCES, environment: 'e'.repeat(40), application: 'ä'.repeat(40) };
  expect(Buffer.byteLength(reportText(largest, long))).toBeLessThan(128 * 1024);
  expect(reportSubject(largest, long)).toMatch(/^Video[ -~]{1,94}$/);
});
