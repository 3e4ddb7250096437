import { createHash } from 'node:crypto';
import { reportPage } from './report-page';
import { METRICS } from './metrics';
import { wholeTicks } from './page/scale';
import { ANOTHER } from '../test-support/another-number';
import {
  circumstances,
  HOSTILE,
  hostile,
  largest,
  month,
  noEvent,
  OCTOBER,
  oneEvent,
  oneUser,
  sampleOf,
  view,
  wrongClock,
  type Sample,
} from '../test-support/sample-reports';

const page = ({ report, circumstances: of }: Sample) => reportPage(report, of);
const another = () => sampleOf(month().events ?? [], OCTOBER, {}, [...METRICS, ...ANOTHER]);
const SAMPLES = { month, wrongClock, noEvent, oneEvent, oneUser, hostile, largest, another };
const every = Object.entries(SAMPLES).map(([name, make]) => [name, make] as const);

/** Tags in order: name and attributes. */
const tagsOf = (html: string) =>
  [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name = '', attributes = '']) => ({
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      ) as Record<string, string | undefined>,
    }),
  );

describe.each(every)('%s', (_, make) => {
  const sample = make();
  const html = page(sample);
  const { report } = sample;
  const tags = tagsOf(html);

  it('is one page that loads, runs and sends nothing', () => {
    const [, sheet = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
    const digest = createHash('sha256').update(sheet).digest('base64');
    const policy = tags.find(({ attributes }) => attributes['http-equiv'])?.attributes['content'];
    expect(policy?.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(sheet).not.toMatch(/url\(|@import|</);
    const names = new Set(tags.map(({ name }) => name));
    for (const loading of ['script', 'img', 'iframe', 'object', 'embed', 'form', 'video', 'a', 'base', 'use', 'image'])
      expect(names).not.toContain(loading);
    const attributes = tags.flatMap((tag) => Object.entries(tag.attributes));
    expect(attributes.filter(([key]) => /^on|^style$|^src$/.test(key))).toEqual([]);
    const links = attributes.filter(([key]) => key === 'href');
    expect(links.filter(([, to]) => !to?.startsWith('data:image/svg+xml,'))).toEqual([]);
    expect(links).not.toEqual([]);
  });

  it('can be read without being seen: language, one heading of the first order, charts with names, tables with theirs', () => {
    expect(tags.find(({ name }) => name === 'html')?.attributes['lang']).toBe('en');
    const orders = tags.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []));
    expect(orders.filter((order) => order === 1)).toEqual([1]);
    orders.forEach((order, index) => expect(order).toBeLessThanOrEqual((orders[index - 1] ?? 0) + 1));
    const ids = tags.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, attributes } of tags) {
      for (const id of attributes['aria-labelledby']?.split(' ') ?? []) expect(ids).toContain(id);
      if (name === 'svg' && attributes['role'] !== 'img' && attributes['viewBox'] === undefined)
        expect(attributes['aria-hidden']).toBe('true');
    }
    const charts = report.metrics.flatMap(({ shows }) => (shows && 'chart' in shows ? shows.chart : undefined) ?? []);
    expect(tags.filter(({ attributes }) => attributes['role'] === 'img')).toHaveLength(charts.length);
    // The charts of days and hours.
    expect(ids).toEqual(expect.arrayContaining(['days', 'hours']));
  });
});

it('tells what it is about, where it comes from, what it cost and how to make it again', () => {
  const html = page(month());
  const facts = Object.fromEntries(
    [...html.slice(html.indexOf('class="facts"')).matchAll(/<dt>(.*?)<\/dt>\s*<dd>(.*?)<\/dd>/gs)].map(
      ([, name, value = '']) => [name, value.replaceAll(/<[^>]*>/g, '').trim()],
    ),
  );
  expect(facts).toMatchObject({
    Application: 'blog',
    Environment: 'dev',
    Period: '2026-10-01 to 2026-10-31, 31 days, both ends included, UTC',
    'Compared with': '2026-09-01 to 2026-09-30, 30 days, both ends included, UTC',
    Made: '2026-11-01 08:00 UTC',
    Execution: 'monthly-dev',
    'Athena query': '5ed1bb35-3f77-4c1a-9c35-25b6bcf5b2a1',
    'Data scanned': '1.2 MB (1,234,567 bytes), in one scan of 0.9 s',
    'Cost of the query': '$0.000048 (list price in US East (N. Virginia), 2025: $5 per TB, at least 10 MB a query)',
  });
  expect(html).toContain('<code>npm run report -- --env dev --start 2026-10-01 --end 2026-10-31</code>');
  expect(html.replaceAll('&#39;', "'").replaceAll('&quot;', '"')).toContain(
    'aws stepfunctions start-execution --state-machine-arn arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog \\\n' +
      `  --input '{"startDate": "2026-10-01", "endDate": "2026-10-31"}'`,
  );
});

it('says that it is not final as long as late events still count', () => {
  const made = (now: string) => page({ ...month(), circumstances: { ...circumstances, now: new Date(now) } });
  expect(made('2026-11-02T23:59:00Z')).toContain(
    'Not final: events of this period that arrive before 2026-11-03 still',
  );
  expect(made('2026-11-03T00:00:00Z')).not.toContain('Not final');
});

describe('whatever ids and formats hold', () => {
  const { report } = hostile();

  it.each(HOSTILE.map((name) => [name.slice(0, 40), name]))('%j is shown, and is no markup', (_, name) => {
    const harmless = page(sampleOf([view('2026-10-10', 'video', 'user', 'format')], report.period));
    const html = page(sampleOf([view('2026-10-10', name, name, name)], report.period));
    const shape = (of: string) => tagsOf(of).map(({ name: tag, attributes }) => [tag, attributes]);
    expect(shape(html)).toEqual(shape(harmless));
    expect(html.replace(/[\n\u2068\u2069]/g, '')).not.toMatch(/\p{C}/u);
    expect(html.length).toBeLessThan(harmless.length + 2_500);
  });

  it('shows them all at once, one a row', () => {
    const html = page(hostile());
    const [, rows = ''] = /<table id="formats">.*?<tbody>(.*?)<\/tbody>/s.exec(html) ?? [];
    expect(rows.match(/<tr>/g)).toHaveLength(HOSTILE.length);
    expect(rows).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>');
    expect(rows).toContain('<bdi>abc\\u{202E}gnp.exe</bdi>');
    expect(rows).toContain('<bdi>\u2068סרטון חדש\u2069</bdi>');
    expect(rows).toContain(`<bdi>${'x'.repeat(79)}…</bdi>`);
  });
});

it('does not grow with the events: a year of ten million a day is as long as a year of one', () => {
  const { report } = largest();
  const small = {
    ...report,
    days: report.days.map((day) => ({ ...day, events: 1, users: 1, videos: 1 })),
    precedingDays: report.precedingDays.map((day) => ({ ...day, events: 1, users: 1, videos: 1 })),
  };
  const [large, little] = [reportPage(report, circumstances), reportPage(small, circumstances)];
  expect(large.length / little.length).toBeLessThan(1.3);
  expect(Buffer.byteLength(large)).toBeLessThan(512 * 1024);
});

describe('the charts draw the numbers', () => {
  const { report } = month();
  const html = page(month());
  const chart = (id: string) => new RegExp(`<svg[^>]*id="${id}".*?</figure>`, 's').exec(html)?.[0] ?? '';

  it.each([
    ['events-by-day', 'events'],
    ['users-by-day', 'users'],
  ] as const)('%s', (id, key) => {
    const curve = (kind: string) => {
      const [, path = ''] = new RegExp(`<path class="${kind}" d="([^"]*)"`).exec(chart(id)) ?? [];
      return path
        .slice(1)
        .split('L')
        .map((point) => point.split(',').map(Number));
    };
    const top = wholeTicks(Math.max(...[...report.days, ...report.precedingDays].map((day) => day[key]))).at(-1) ?? 1;
    for (const [kind, days] of [
      ['now', report.days],
      ['before', report.precedingDays],
    ] as const) {
      // The plot is 180 high, below 22 for labels; each day has a 31st of the width.
      expect(curve(kind).map(([x = 0]) => Math.floor((x / 100) * 31))).toEqual(days.map((_, index) => index));
      curve(kind).forEach(([, y = 0], index) =>
        expect((top * (202 - y)) / 180).toBeCloseTo(days[index]?.[key] ?? -1, 1),
      );
    }
    expect(chart(id).match(/class="weekend"/g)).toHaveLength(9);
  });

  it('events-by-hour', () => {
    const top =
      wholeTicks(Math.max(...[...report.hours, ...report.precedingHours].map(({ events }) => events))).at(-1) ?? 1;
    const heights = [...chart('events-by-hour').matchAll(/class="now-fill"[^>]* height="([\d.]+)"/gs)].map(([, of]) =>
      Number(of),
    );
    heights.forEach((height, hour) => expect((top * height) / 180).toBeCloseTo(report.hours[hour]?.events ?? -1, 0));
    expect(heights).toHaveLength(24);
  });

  it.each([
    ['2026-10-10', '2026-10-12', ['10 Oct', '11 Oct', '12 Oct']],
    ['2026-10-01', '2026-10-31', ['1 Oct', '8 Oct', '15 Oct', '22 Oct', '29 Oct']],
    ['2026-09-01', '2026-10-31', ['1 Sep', '15 Sep', '29 Sep', '13 Oct', '27 Oct']],
    ['2026-07-15', '2026-10-31', ['Aug', 'Sep', 'Oct']],
    ['2025-11-01', '2026-10-31', ['Nov', 'Jan', 'Mar', 'May', 'Jul', 'Sep']],
  ])('%s to %s has the labels %j', (startDate, endDate, labels) => {
    const drawn = page(sampleOf([view(startDate, 'v', 'u', 'f')], { startDate, endDate }));
    const [first = ''] = drawn.split('id="users-by-day"');
    expect([...first.matchAll(/class="label"[^>]*>([^<]*)</g)].map(([, label]) => label?.trim())).toEqual(labels);
  });

  it('names each day where the pointer rests', () => {
    expect(chart('events-by-day')).toMatch(/<title>Sat 10 Oct 2026: 120 events\nThu 10 Sep 2026: \d+<\/title>/);
  });

  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [9, [0, 5, 10]],
    [4_348, [0, 2_000, 4_000, 6_000]],
    [10_000_000, [0, 5_000_000, 10_000_000]],
  ])('up to %d between the lines %j', (most, ticks) => expect(wholeTicks(most)).toEqual(ticks));
});
