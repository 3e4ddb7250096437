import { byTheDay, levelled, perUserLevelled } from './comparison';
import { type Circumstances, againCommand, stillOpenUntil } from './circumstances';
import { whyNoEvent } from './no-events';
import { executionName } from './report-location';
import { snsSubject } from './publish-message';
import { inWords, qualityChecks } from './quality';
import type { Counts, Report } from './report';
import { safeText } from '../shared/safe-text';
import type { PageLink } from './store-page';
import { change, counted, lengthOf, longDate, moment, periodName, ratio, share, whole } from '../shared/wording';

export function reportSubject(report: Report, { environment, application }: Circumstances): string {
  const { period, total, precedingTotal } = report;
  const by = precedingTotal.events === 0 ? '' : `, ${change(total.events, levelled(report, precedingTotal.events))}`;
  return snsSubject(
    `Video analytics ${periodName(period)}: ${counted(total.events, 'event')}${by} (${environment}-${application})`,
  );
}

/** Of formats and videos, as many as a mail is read for. */
const TOP = 5;

/**
 * The report as a message of plain text: what a reader wants to know first, and a link to the page that has the rest.
 * It stays far below the 256 KB that SNS takes.
 */
export function reportText(report: Report, circumstances: Circumstances, link: PageLink): string {
  return [
    heading(report, circumstances),
    section('Headline', headline(report)),
    section('By day', byDay(report, circumstances)),
    section('Top formats', topFormats(report)),
    section('Top videos', topVideos(report)),
    section('Data quality', quality(report, circumstances)),
    section('The whole report', whereToRead(report, circumstances, link)),
  ].join('\n\n');
}

function heading(report: Report, { environment, application }: Circumstances): string {
  const { period, preceding } = report;
  return [
    `Video analytics of ${application} (${environment})`,
    `Period         ${periodName(period)}: ${period.startDate} to ${period.endDate}, ${lengthOf(period)}, UTC`,
    `Compared with  ${preceding.startDate} to ${preceding.endDate}${byTheDay(report)}`,
  ].join('\n');
}

const headline = (report: Report): string[] => {
  const { total, precedingTotal } = report;
  const perUser = ratio(total.events, total.users);
  const perUserBefore = ratio(precedingTotal.events, precedingTotal.users);
  const row = (name: string, key: keyof Counts) => [
    name,
    whole(total[key]),
    change(total[key], key === 'events' ? levelled(report, precedingTotal[key]) : precedingTotal[key]),
    `(${whole(precedingTotal[key])} before)`,
  ];
  return table(
    [
      row('Events', 'events'),
      row('Unique users', 'users'),
      row('Unique videos', 'videos'),
      ['Events per user', perUser, change(Number(perUser), perUserLevelled(report)), `(${perUserBefore} before)`],
    ],
    ['left', 'right', 'right', 'left'],
  );
};

/** A line of this many days still fits on a narrow screen. */
const MOST_IN_A_LINE = 62;
const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

function byDay(report: Report, { lateArrivalDays }: Circumstances): string[] {
  const { days } = report;
  const sorted = [...days].sort((one, other) => other.events - one.events || (one.date < other.date ? -1 : 1));
  const [busiest, quietest] = [sorted[0], sorted.at(-1)];
  if (!busiest || !quietest || busiest.events === 0) return [whyNoEvent(report, lateArrivalDays)];
  const drawn = days.map(({ events }) =>
    events === 0 ? '·' : (EIGHTHS[Math.min(7, Math.floor((8 * events) / busiest.events))] ?? ''),
  );
  const row = (name: string, { date, events, users }: typeof busiest) => [
    name,
    longDate(date),
    counted(events, 'event'),
    counted(users, 'user'),
  ];
  return [
    ...(days.length > 1 && days.length <= MOST_IN_A_LINE ? [drawn.join('')] : []),
    ...(days.length === 1
      ? [row('', busiest).slice(1).join('  ')]
      : table([row('Busiest', busiest), row('Quietest', quietest)], ['left', 'right', 'right', 'right'])),
  ];
}

function topFormats(report: Report): string[] {
  const { formats, otherFormats, total } = report;
  if (formats.length === 0) return ['none'];
  const rows = formats
    .slice(0, TOP)
    .map(({ format, events, eventsBefore }) => [
      whole(events),
      share(events, total.events),
      change(events, levelled(report, eventsBefore)),
      safeText(format, 40),
    ]);
  const more = formats.length + otherFormats.formats - rows.length;
  return [
    ...table([['events', 'share', 'change', 'format'], ...rows], ['right', 'right', 'right', 'left']),
    ...(more > 0 ? [`and ${whole(more)} more`] : []),
  ];
}

function topVideos(report: Report): string[] {
  const { topVideos: videos } = report;
  if (videos.length === 0) return ['none'];
  // The id comes last: however wide it shows, the columns before it stay aligned.
  return table(
    [
      ['', 'events', 'users', 'change', 'video'],
      ...videos
        .slice(0, TOP)
        .map(({ id, events, users, eventsBefore }, index) => [
          `${index + 1}.`,
          whole(events),
          whole(users),
          change(events, levelled(report, eventsBefore)),
          safeText(id, 60),
        ]),
    ],
    ['right', 'right', 'right', 'right', 'left'],
  );
}

function quality(report: Report, { malformed }: Circumstances): string[] {
  const checks = qualityChecks(report, malformed).filter(({ records, atLeast }) => records > 0 || atLeast);
  if (checks.length === 0) return ['No fault found.'];
  return checks.map((check) => (check.warn ? `LOOK: ${inWords(check)}. ${check.effect}` : inWords(check)));
}

function whereToRead({ period }: Report, circumstances: Circumstances, { url, until, sure }: PageLink): string[] {
  const { environment, execution, now } = circumstances;
  const open = stillOpenUntil(period, circumstances);
  return [
    url,
    '',
    `Who has this link can read the report. It works until ${moment(until)}${sure ? '.' : ' at the latest: it dies with'}`,
    ...(sure ? [] : ['the session that signed it, whose end Lambda does not tell, and which may come hours sooner.']),
    `A fresh one:  npm run report -- --env ${environment} --show ${executionName(execution)}`,
    ...(open === undefined
      ? []
      : [
          '',
          `Made on ${moment(now)}. Events of this period that arrive later, before ${open}, count too:`,
          `a new run then will include them.  ${againCommand(period, circumstances)}`,
        ]),
  ];
}

const section = (title: string, lines: string[]) =>
  [title, ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');

type Side = 'left' | 'right';

/** Lines whose columns are aligned. Cells are ASCII but for the last column, whose width doesn't matter. */
function table(rows: string[][], sides: Side[]): string[] {
  const widths = sides.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1 && sides[column] === 'left'
          ? cell
          : sides[column] === 'left'
            ? cell.padEnd(widths[column] ?? 0)
            : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
