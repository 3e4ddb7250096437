import { type Counts, type Day, type Declared, type Named, type Recount } from '../reading/recount';

/**
 * For tests: the numbers that a report's message and page must show, from a recount, and those that they do show. Both
 * are written out as people read them, so that a wrong rounding is found too. Nothing here knows the handlers.
 */
export type Cells = readonly (readonly string[])[];

export interface MessageNumbers {
  /** Name, now, change, before. */
  readonly headline: Cells;
  /** Busiest and quietest: day, events, users. */
  readonly days: Cells;
  /** Events, share, change, format; and how many more there are. */
  readonly formats: Cells;
  /** Events, users, change, id. */
  readonly videos: Cells;
  /** Name, records, share: those that there are any of. */
  readonly quality: Cells;
}

/** What the message says, by the recount. */
export function messageNumbers(report: Recount): MessageNumbers {
  const { total, formats, videos, days } = report;
  const sorted = days
    .flatMap(({ now }) => now ?? [])
    .sort((one, other) => of(other.counts, 'events') - of(one.counts, 'events') || (one.day < other.day ? -1 : 1));
  const day = (name: string, one: Day | undefined) =>
    one
      ? [name, longDate(one.day), ...those(report, 'message', 'day').map((number) => phrase(number, one.counts))]
      : [];
  return {
    headline: headline(report, 'message'),
    days:
      total['events'] === 0
        ? [['no events']]
        : sorted.length === 1
          ? [day('', sorted[0]).slice(1)]
          : [day('Busiest', sorted[0]), day('Quietest', sorted.at(-1))],
    formats: formats
      .slice(0, 5)
      .map((one) => [...eventsOf(one, report), ...besides(one, report, 'message', 'format'), one.name]),
    videos: videos
      .slice(0, 5)
      .map((one) => [
        eventsOf(one, report)[0] ?? '',
        ...besides(one, report, 'message', 'video'),
        eventsOf(one, report)[2] ?? '',
        one.name,
      ]),
    quality: quality(report)
      .filter(({ records }) => records > 0)
      .map(({ name, records, among }) => [name, whole(records), share(records, among)]),
  };
}

/** What the message shows. */
export function numbersInMessage(message: string): MessageNumbers {
  const section = (title: string) => {
    const lines = message.slice(message.indexOf(`\n${title}\n`) + title.length + 2).split('\n');
    return lines.slice(0, lines.indexOf(''));
  };
  const rows = (title: string) =>
    section(title)
      .map((line) => line.trim().split(/ {2,}/))
      .filter(([first]) => first !== 'none' && first !== 'events');
  return {
    headline: rows('Headline').map((cells) => [
      ...cells.slice(0, -1),
      (cells.at(-1) ?? '').replace(/^\((.*) before\)$/, '$1'),
    ]),
    days: rows('By day')
      .filter(([first]) => !/^[·▁-█]+$/.test(first ?? ''))
      .map((cells) => (cells[0]?.startsWith('No event ') ? ['no events'] : cells)),
    formats: rows('Top formats').filter(([first]) => !first?.startsWith('and ')),
    videos: rows('Top videos').map(([, ...cells]) => cells),
    quality: section('Data quality').flatMap((line) => {
      const [, name, records, part] = /^ {2}(?:LOOK: )?(.*?): ([\d,]+) records? \(([\d.]+ %)\)/.exec(line) ?? [];
      return name === undefined ? [] : [[name, records ?? '', part ?? '']];
    }),
  };
}

export interface PageNumbers {
  /** Name, now, change, before. */
  readonly headline: Cells;
  readonly days: Cells;
  readonly hours: Cells;
  readonly formats: Cells;
  readonly videos: Cells;
  readonly checks: Cells;
}

/** What the page says, by the recount. */
export function pageNumbers(report: Recount): PageNumbers {
  const days = those(report, 'page', 'day');
  const charted = those(report, 'chart', 'hour');
  const hour = (index: number) => `${String(index % 24).padStart(2, '0')}:00`;
  return {
    headline: headline(report, 'page'),
    days: report.days.map(({ now, before: then }) =>
      [now, then].flatMap((one) =>
        one
          ? [longDate(one.day), ...days.map((number) => text(number, one.counts))]
          : Array.from({ length: days.length + 1 }, () => ''),
      ),
    ),
    hours: report.hours.map((one, index) => [
      `${hour(index)} to ${hour(index + 1)}`,
      ...those(report, 'page', 'hour').map((number) => text(number, one.now)),
      ...charted.map((number) => text(number, one.before)),
    ]),
    formats: report.formats
      .slice(0, 20)
      .map((one) => [one.name, ...eventsOf(one, report), ...besides(one, report, 'page', 'format')]),
    videos: report.videos
      .slice(0, 10)
      .map((one) => [one.name, ...eventsOf(one, report), ...besides(one, report, 'page', 'video')]),
    checks: quality(report).map(({ name, records, among, before: earlier }) => [
      name,
      whole(records),
      share(records, among),
      earlier === undefined ? 'not known' : share(earlier, of(report.before, 'events')),
      records > among * (['Malformed', 'In no report'].includes(name) ? 0.005 : 0.02) ? 'Look' : 'fine',
    ]),
  };
}

/** What ranks a format or a video: events, share, change. */
const eventsOf = ({ counts, before }: Named, report: Recount) => [
  whole(of(counts, 'events')),
  share(of(counts, 'events'), of(report.total, 'events')),
  changeByDay(report, of(counts, 'events'), of(before, 'events')),
];

/** What stands beside it: each number, and its change where that is shown. */
const besides = ({ counts, before }: Named, report: Recount, where: 'message' | 'page', kind: string) =>
  those(report, where, kind).flatMap((number) => [
    text(number, counts),
    ...(those(report, 'change', kind).includes(number) ? [changeOf(report, number, counts, before)] : []),
  ]);

/** What the page shows. */
export function numbersOnPage(page: string): PageNumbers {
  const rows = (id: string) => {
    const [, body = ''] = new RegExp(`<table id="${id}">.*?<tbody>(.*?)</tbody>`, 's').exec(page) ?? [];
    return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => shown(cell)),
    );
  };
  const [, tiles = ''] = /<dl class="tiles">(.*?)<\/dl>/s.exec(page) ?? [];
  return {
    headline: [
      ...tiles.matchAll(/<dt>(.*?)<\/dt>\s*<dd[^>]*>(.*?)<\/dd>\s*<dd>(.*?)<span class="was">(.*?) before<\/span>/gs),
    ].map(([, ...cells]) => cells.map(shown)),
    days: rows('days'),
    hours: rows('hours'),
    formats: rows('formats'),
    videos: rows('videos'),
    checks: rows('checks'),
  };
}

/** A cell's text as a reader sees it: without what explains a name, arrows and bars. */
function shown(cell: string): string {
  const text = cell
    .replaceAll(/<small>.*?<\/small>|<svg.*?<\/svg>|<span aria-hidden="true">.*?<\/span>/gs, '')
    .replaceAll(/<[^>]*>/g, '');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const headline = (report: Recount, where: 'message' | 'page'): string[][] =>
  those(report, where, 'total').map((number) => [
    number.title,
    text(number, report.total),
    changeOf(report, number, report.total, report.before),
    text(number, report.before),
  ]);

interface Check {
  readonly name: string;
  readonly records: number;
  readonly among: number;
  readonly before?: number;
}

function quality({ declared, total, before, malformed, nowhere }: Recount): Check[] {
  const received = of(total, 'events') + nowhere + malformed;
  return [
    { name: 'Malformed', records: malformed, among: received },
    { name: 'In no report', records: nowhere, among: received },
    ...declared
      .filter(({ fault }) => fault !== undefined)
      .map(({ name, title }) => ({
        name: title,
        records: of(total, name),
        among: of(total, 'events'),
        before: of(before, name),
      })),
  ];
}

/** Those that show there, in the order of their declaration. */
const those = ({ declared }: Recount, where: 'message' | 'page' | 'chart' | 'change', per: string): Declared[] =>
  declared.filter(({ shows }) => shows?.[where]?.includes(per));

const of = (counts: Counts, name: string): number => counts[name] ?? NaN;

/** As it is read: a ratio of nothing is 0. */
function text({ name, ratio }: Declared, counts: Counts): string {
  if (!ratio) return whole(of(counts, name));
  const [part, all] = [of(counts, ratio[0]), of(counts, ratio[1])];
  return all === 0 ? '0' : (part / all).toFixed(2);
}

const phrase = (number: Declared, counts: Counts): string =>
  number.ratio
    ? `${text(number, counts)} ${number.title.charAt(0).toLowerCase()}${number.title.slice(1)}`
    : counted(of(counts, number.name), number.unit ?? '');

const whole = (count: number) => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
const counted = (count: number, noun: string) => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
const share = (part: number, all: number) => `${(all === 0 ? 0 : (100 * part) / all).toFixed(1)} %`;
const longDate = (day: string) =>
  new Date(day)
    .toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
    .replace(',', '')
    .replace('Sept', 'Sep');

/** Of events and what else grows by the day: a longer month has more of them. */
const changeByDay = ({ length, lengthBefore }: Recount, now: number, before: number) =>
  change(now * lengthBefore, before * length);

function changeOf(report: Recount, number: Declared, now: Counts, before: Counts): string {
  const grows = (name: string) => report.declared.some((one) => one.name === name && one.byTheDay);
  if (number.ratio) {
    // Each part as of as many days.
    const compared = Object.fromEntries(
      Object.entries(before).map(([name, count]) => [
        name,
        grows(name) ? (count * report.length) / report.lengthBefore : count,
      ]),
    );
    return change(Number(text(number, now)), Number(text(number, compared)));
  }
  const [one, other] = [of(now, number.name), of(before, number.name)];
  return grows(number.name) ? changeByDay(report, one, other) : change(one, other);
}

function change(now: number, before: number): string {
  if (now === before) return 'no change';
  if (before === 0) return 'new';
  const percent = (100 * (now - before)) / before;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${percent < 0 ? '' : '+'}${percent.toLocaleString('en-US', digits)} %`;
}
