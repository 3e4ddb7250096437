import { datesOf } from '../shared/period';
import { METRICS } from './metrics';
import { reportSubject, reportText } from './report-text';
import type { Sample } from '../test-support/sample-reports';
import {
  circumstances,
  HOSTILE,
  hostile,
  largest,
  month,
  noEvent,
  oneEvent,
  oneUser,
  sampleOf,
  view,
} from '../test-support/sample-reports';

const LINK = {
  url: 'https://bucket.s3.eu-west-1.amazonaws.com/reports/x.html?X-Amz-Signature=0',
  until: new Date('2026-11-01T20:00:00Z'),
  sure: false,
};
const text = ({ report, circumstances: of }: Sample, link = LINK) => reportText(report, of, link);
const subject = ({ report, circumstances: of }: Sample) => reportSubject(report, of);

/** Those that the exact texts are of: another that is declared changes none of them. */
const OURS = METRICS.filter(({ name }) =>
  [
    ...['events', 'users', 'videos', 'events_per_user', 'formats'],
    ...['no_timestamp', 'late', 'no_user', 'no_video', 'no_format'],
  ].includes(name),
);

const ours = ({ report, circumstances: of, events = [] }: Sample) => sampleOf(events, report.period, of, OURS);

const three = { startDate: '2020-10-10', endDate: '2020-10-12' };
const sample = sampleOf(
  [
    ...Array.from({ length: 1200 }, (_, index) => view('2020-10-10', 'intro', `u${index % 300}`, 'hd')),
    ...Array.from({ length: 150 }, (_, index) => view('2020-10-12', 'outro', `u${index}`, null)),
    ...Array.from({ length: 1000 }, (_, index) => view('2020-10-08', `v${index % 4}`, `u${index % 500}`, 'sd')),
  ],
  three,
  {},
  OURS,
);

it('tells what a reader wants to know first, and where the rest is', () => {
  expect(text(sample)).toBe(
    `
Video analytics of blog (dev)
Period         10 to 12 October 2020: 2020-10-10 to 2020-10-12, 3 days, UTC
Compared with  2020-10-07 to 2020-10-09

Headline
  Events           1,350   +35.0 %  (1,000 before)
  Unique users       300   -40.0 %  (500 before)
  Unique videos        2   -50.0 %  (4 before)
  Events per user   4.50  +125.0 %  (2.00 before)

By day
  █·▂
  Busiest   Sat 10 Oct 2020  1,200 events  300 users
  Quietest  Sun 11 Oct 2020      0 events    0 users

Top formats
  events   share  change  format
   1,200  88.9 %     new  hd
     150  11.1 %     new  unknown

Top videos
      events  users  change  video
  1.   1,200    300     new  intro
  2.     150    150     new  outro

Data quality
  Malformed: 3 records (0.2 %)
  LOOK: Without format: 150 records (11.1 %). Count as format unknown.

The whole report
  ${LINK.url}

  Who has this link can read the report. It works until 2026-11-01 20:00 UTC at the latest: it dies with
  the session that signed it, whose end Lambda does not tell, and which may come hours sooner.
  A fresh one:  npm run report -- --env dev --show monthly-dev`.trim(),
  );
  expect(subject(sample)).toBe('Video analytics 10 to 12 October 2020: 1,350 events, +35.0 % (dev-blog)');
});

it('says surely when the link dies, where the end of the session is known', () => {
  expect(text(sample, { ...LINK, sure: true })).toContain(
    '  Who has this link can read the report. It works until 2026-11-01 20:00 UTC.\n  A fresh one:',
  );
});

it('tells of a period without events, of one event, and of one user', () => {
  const empty = text(ours(noEvent()));
  expect(empty).toContain('  Events           0  no change  (0 before)\n');
  expect(empty).toContain(
    '\n\nBy day\n  No event at all arrived from 2026-09-01 to 2026-11-02: nobody sent any, or they are delivered to another place.\n\nTop formats\n  none\n\nTop videos\n  none\n\nData quality\n  No fault found.\n',
  );
  expect(subject(noEvent())).toBe('Video analytics October 2026: 0 events (dev-blog)');
  const one = text(ours(oneEvent()));
  expect(one).toMatch(/\n {2}Events +1 +new +\(0 before\)\n/);
  expect(one).toContain('\n\nBy day\n  Sat 10 Oct 2026  1 event  1 user\n\n');
  expect(subject(oneEvent())).toBe('Video analytics 10 October 2026: 1 event (dev-blog)');
  expect(text(oneUser())).toMatch(/\n {2}Unique users +1 +new +\(0 before\)\n/);
  const gone = sampleOf([view('2020-10-08', 'v', 'u', 'hd')], three);
  expect(text(gone)).toMatch(/\n {2}Events +0 +-100\.0 % +\(1 before\)\n/);
  expect(subject(gone)).toBe('Video analytics 10 to 12 October 2020: 0 events, -100.0 % (dev-blog)');
});

it('says so while late events may still change it', () => {
  const made = (now: string) =>
    text({ ...sample, circumstances: { ...circumstances, now: new Date(now) } })
      .split('\n')
      .slice(-3);
  expect(made('2020-10-14T23:59:00Z')).toEqual([
    '',
    '  Made on 2020-10-14 23:59 UTC. Events of this period that arrive later, before 2020-10-15, count too:',
    '  a new run then will include them.  npm run report -- --env dev --start 2020-10-10 --end 2020-10-12',
  ]);
  expect(made('2020-10-15T00:00:00Z').at(-1)).toBe('  A fresh one:  npm run report -- --env dev --show monthly-dev');
});

it('sums up what is beyond the five most frequent formats', () => {
  const many = sampleOf(
    Array.from({ length: 25 }, (_, index) => view('2020-10-10', 'v', 'u', `f${String(index).padStart(2, '0')}`)),
    three,
  );
  expect(text(ours(many))).toContain('       1  4.0 %     new  f04\n  and 20 more\n');
});

it('warns of records that nobody counted to the end', () => {
  expect(text(hostile())).toMatch(/\n {2}LOOK: Malformed: at least 2,000 records \(\d+\.\d %\)\. Could not be read/);
});

it('keeps its shape whatever ids and formats hold', () => {
  const lines = text(hostile()).split('\n');
  expect(lines.filter((line) => line.startsWith('Headline'))).toHaveLength(1);
  expect(lines.join('').replace(/[\u2068\u2069]/g, '')).not.toMatch(/\p{C}/u);
  // An escape of a character is longer than the one that it stands for.
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(150);
  // Each of them as one of the five, too.
  for (const name of HOSTILE) {
    const one = text(sampleOf([view('2020-10-10', name, name, name)], three)).split('\n');
    expect(one).toHaveLength(text(sampleOf([view('2020-10-10', 'v', 'u', 'f')], three)).split('\n').length);
    expect(one.join('').replace(/[\u2068\u2069]/g, '')).not.toMatch(/\p{C}/u);
  }
});

it('stays within what SNS takes, at its largest', () => {
  const { report } = largest();
  const long = { ...circumstances, environment: 'e'.repeat(40), application: 'ä'.repeat(40) };
  // A link signed with a session's token.
  const link = { ...LINK, url: `https://${'x'.repeat(3_000)}` };
  expect(Buffer.byteLength(reportText(report, long, link))).toBeLessThan(16 * 1024);
  expect(reportSubject(report, long)).toMatch(/^Video[ -~]{1,94}$/);
  expect(datesOf(report.period)).toHaveLength(365);
});

it('draws a month in one line, and no year', () => {
  expect(text(month())).toMatch(/\nBy day\n {2}[▁-█]{31}\n/);
  expect(text(largest())).toContain('\nBy day\n  Busiest ');
});
