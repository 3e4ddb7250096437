import { circumstances, sampleOf, view } from '../test-support/sample-reports';
import { datesOf } from '../shared/period';
import { reportPage } from './report-page';
import { reportSubject, reportText } from './report-text';

/** Two events on each day from January to March 2026: no day is busier than another. */
const events = datesOf({ startDate: '2026-01-01', endDate: '2026-03-31' }).flatMap((day) => [
  view(day, 'intro', 'ann', 'hls'),
  view(day, 'intro', 'bob', 'hls'),
]);
const link = { url: 'https://x', until: new Date(), sure: true };

const told = (startDate: string, endDate: string) => {
  const { report } = sampleOf(events, { startDate, endDate });
  return {
    subject: reportSubject(report, circumstances),
    text: reportText(report, circumstances, link),
    page: reportPage(report, circumstances),
  };
};

test.each([
  ['March, longer than February', '2026-03-01', '2026-03-31', '2026-02-01 to 2026-02-28, 28 days', 62, 56],
  ['February, shorter than January', '2026-02-01', '2026-02-28', '2026-01-01 to 2026-01-31, 31 days', 56, 62],
])('%s, is neither busier nor quieter for its length', (_, start, end, compared, now, before) => {
  const { subject, text, page } = told(start, end);
  expect(subject).toContain(`: ${now} events, no change (`);
  expect(text).toMatch(new RegExp(`Compared with  ${compared}: changes in events.* are by the day`));
  expect(text).toMatch(new RegExp(`Events +${now} +no change  \\(${before} before\\)`));
  expect(text).toMatch(new RegExp(`Events per user +${now / 2}\\.00 +no change  \\(${before / 2}\\.00 before\\)`));
  expect(page).toMatch(
    new RegExp(`Events per user</dt>\\s*<dd class="big">${now / 2}\\.00</dd>\\s*<dd>[^%]*no change`),
  );
  expect(text).toMatch(new RegExp(`${now} +100\\.0 % +no change .*hls`));
  expect(page).toMatch(new RegExp(`${compared.slice(-7)}: changes in events.* are by the day. All days`));
  // Each day of either month has its place in the drawing and its row in the table: 31 of them.
  const [, chart = ''] = page.split('id="events-by-day"');
  expect(chart.split('</svg>')[0]?.match(/class="weekend"/g)?.length).toBeGreaterThan(7);
  expect(chart.split('</figure>')[0]?.match(/class="hit"/g)).toHaveLength(31);
  expect(/<table id="days">.*?<tbody>(.*?)<\/tbody>/s.exec(page)?.[1]?.match(/<tr>/g)).toHaveLength(31);
});

test('a period that is no calendar month is compared with as many days, as they are', () => {
  const { text } = told('2026-03-02', '2026-03-31');
  expect(text).toContain('Compared with  2026-01-31 to 2026-03-01\n');
});
