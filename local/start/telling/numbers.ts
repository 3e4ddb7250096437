import { type Counts, type Day, type Named, type Recount, type Total } from '../reading/recount';

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
    .sort((one, other) => other.events - one.events || (one.day < other.day ? -1 : 1));
  const day = (name: string, one: Day | undefined) =>
    one ? [name, longDate(one.day), counted(one.events, 'event'), counted(one.users, 'user')] : [];
  return {
    headline: headline(report),
    days:
      total.events === 0
        ? [['no events']]
        : sorted.length === 1
          ? [day('', sorted[0]).slice(1)]
          : [day('Busiest', sorted[0]), day('Quietest', sorted.at(-1))],
    formats: formats
      .slice(0, 5)
      .map(({ name, events, before }) => [
        whole(events),
        share(events, total.events),
        changeByDay(report, events, before),
        name,
      ]),
    videos: videos
      .slice(0, 5)
      .map(({ name, events, users, before }) => [
        whole(events),
        whole(users),
        changeByDay(report, events, before),
        name,
      ]),
    quality: quality(report)
      .filter(({ records }) => records > 0)
      .map(({ name, records, of }) => [name, whole(records), share(records, of)]),
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
  const { before } = report;
  const three = ({ events, users, videos }: Counts) => [whole(events), whole(users), whole(videos)];
  const hour = (index: number) => `${String(index % 24).padStart(2, '0')}:00`;
  return {
    headline: headline(report),
    days: report.days.map(({ now, before: then }) =>
      [now, then].flatMap((one) => (one ? [longDate(one.day), ...three(one)] : ['', '', '', ''])),
    ),
    hours: report.hours.map((one, index) => [
      `${hour(index)} to ${hour(index + 1)}`,
      ...three(one.now),
      whole(one.before.events),
    ]),
    formats: report.formats.slice(0, 20).map((one) => [...ranking(one, report), whole(one.videos)]),
    videos: report.videos.slice(0, 10).map((one) => ranking(one, report)),
    checks: quality(report).map(({ name, records, of, before: earlier }) => [
      name,
      whole(records),
      share(records, of),
      earlier === undefined ? 'not known' : share(earlier, before.events),
      records > of * (['Malformed', 'In no report'].includes(name) ? 0.005 : 0.02) ? 'Look' : 'fine',
    ]),
  };
}

const ranking = ({ name, events, users, before }: Named, report: Recount) => [
  name,
  whole(events),
  share(events, report.total.events),
  changeByDay(report, events, before),
  whole(users),
];

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

function headline(report: Recount): string[][] {
  const { total, before } = report;
  const row = (name: string, key: keyof Counts) => [
    name,
    whole(total[key]),
    key === 'events' ? changeByDay(report, total[key], before[key]) : change(total[key], before[key]),
    whole(before[key]),
  ];
  const perUser = ({ events, users }: Counts) => (users === 0 ? '0' : (events / users).toFixed(2));
  // Of as many days: events grow by the day, and users don't.
  const levelled = perUser({ ...before, events: (before.events * report.length) / report.lengthBefore });
  return [
    row('Events', 'events'),
    row('Unique users', 'users'),
    row('Unique videos', 'videos'),
    ['Events per user', perUser(total), change(Number(perUser(total)), Number(levelled)), perUser(before)],
  ];
}

function quality({ total, before, malformed, nowhere }: Recount) {
  const received = total.events + nowhere + malformed;
  const check = (name: string, key: keyof Total): { name: string; records: number; of: number; before?: number } => ({
    name,
    records: total[key],
    of: total.events,
    before: before[key],
  });
  return [
    { name: 'Malformed', records: malformed, of: received },
    { name: 'In no report', records: nowhere, of: received },
    check('Without timestamp', 'withoutTimestamp'),
    check('Late', 'late'),
    check('Without user', 'withoutUser'),
    check('Without video', 'withoutVideo'),
    check('Without format', 'withoutFormat'),
  ] as ReturnType<typeof check>[];
}

const whole = (count: number) => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
const counted = (count: number, noun: string) => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
const share = (part: number, of: number) => `${(of === 0 ? 0 : (100 * part) / of).toFixed(1)} %`;
const longDate = (day: string) =>
  new Date(day)
    .toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
    .replace(',', '')
    .replace('Sept', 'Sep');

/** Of events: a longer month has more of them. */
const changeByDay = ({ length, lengthBefore }: Recount, now: number, before: number) =>
  change(now * lengthBefore, before * length);

function change(now: number, before: number): string {
  if (now === before) return 'no change';
  if (before === 0) return 'new';
  const percent = (100 * (now - before)) / before;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${percent < 0 ? '' : '+'}${percent.toLocaleString('en-US', digits)} %`;
}
