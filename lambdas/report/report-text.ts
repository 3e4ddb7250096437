import { byTheDay, comparedWith, levelled } from './comparison';
import { type Circumstances, againCommand, stillOpenUntil } from './circumstances';
import { changesIn, shown } from './metric';
import { countIn, headOf, phraseOf, textOf, valueOf } from './metric-values';
import { whyNoEvent } from './no-events';
import { executionName } from './report-location';
import { snsSubject } from './publish-message';
import { inWords, qualityChecks } from './quality';
import type { Report } from './report';
import { safeText } from '../shared/safe-text';
import type { PageLink } from './store-page';
import { change, counted, lengthOf, longDate, moment, periodName, share, whole } from '../shared/wording';

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
  const { metrics, total, precedingTotal } = report;
  return table(
    shown(metrics, 'message', 'total').map((metric) => [
      metric.title,
      textOf(metric, total),
      change(valueOf(metric, total), comparedWith(report, metric, precedingTotal)),
      `(${textOf(metric, precedingTotal)} before)`,
    ]),
    'first',
    'last',
  );
};

/** A line of this many days still fits on a narrow screen. */
const MOST_IN_A_LINE = 62;
const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

function byDay(report: Report, { lateArrivalDays }: Circumstances): string[] {
  const { days, metrics } = report;
  const told = shown(metrics, 'message', 'day');
  const sorted = [...days].sort((one, other) => other.events - one.events || (one.date < other.date ? -1 : 1));
  const [busiest, quietest] = [sorted[0], sorted.at(-1)];
  if (!busiest || !quietest || busiest.events === 0) return [whyNoEvent(report, lateArrivalDays)];
  const drawn = days.map(({ events }) =>
    events === 0 ? '·' : (EIGHTHS[Math.min(7, Math.floor((8 * events) / busiest.events))] ?? ''),
  );
  const row = (name: string, day: typeof busiest) => [
    name,
    longDate(day.date),
    ...told.map((metric) => phraseOf(metric, day)),
  ];
  return [
    ...(days.length > 1 && days.length <= MOST_IN_A_LINE ? [drawn.join('')] : []),
    ...(days.length === 1
      ? [row('', busiest).slice(1).join('  ')]
      : table([row('Busiest', busiest), row('Quietest', quietest)], 'first')),
  ];
}

function topFormats(report: Report): string[] {
  const { formats, otherFormats, total } = report;
  if (formats.length === 0) return ['none'];
  const others = otherColumns(report, 'format');
  const rows = formats
    .slice(0, TOP)
    .map((one) => [
      whole(one.events),
      share(one.events, total.events),
      change(one.events, levelled(report, countIn(one.before, 'events'))),
      ...others.cells(one),
      safeText(one.format, 40),
    ]);
  const more = formats.length + otherFormats.formats - rows.length;
  return [
    ...table([['events', 'share', 'change', ...others.heads, 'format'], ...rows], 'last'),
    ...(more > 0 ? [`and ${whole(more)} more`] : []),
  ];
}

function topVideos(report: Report): string[] {
  const { topVideos: videos } = report;
  if (videos.length === 0) return ['none'];
  const others = otherColumns(report, 'video');
  // The id comes last: however wide it shows, the columns before it stay aligned.
  return table(
    [
      ['', 'events', ...others.heads, 'change', 'video'],
      ...videos
        .slice(0, TOP)
        .map((one, index) => [
          `${index + 1}.`,
          whole(one.events),
          ...others.cells(one),
          change(one.events, levelled(report, countIn(one.before, 'events'))),
          safeText(one.id, 60),
        ]),
    ],
    'last',
  );
}

/** What stands in a ranking beside the events. */
function otherColumns(report: Report, kind: 'format' | 'video') {
  const metrics = shown(report.metrics, 'message', kind);
  return {
    heads: metrics.flatMap((metric) => [
      headOf(metric),
      ...(changesIn(metric, kind) ? [`change of ${headOf(metric)}`] : []),
    ]),
    cells: (row: Report['formats' | 'topVideos'][number]) =>
      metrics.flatMap((metric) => [
        textOf(metric, row),
        ...(changesIn(metric, kind) ? [change(valueOf(metric, row), comparedWith(report, metric, row.before))] : []),
      ]),
  };
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

/** Lines whose columns are aligned, at their right but for those named. All are ASCII but the last, whose width doesn't matter. */
function table(rows: string[][], ...left: readonly ('first' | 'last')[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const aligned = (cell: string, column: number) => {
    if (column === widths.length - 1 && left.includes('last')) return cell;
    const width = widths[column] ?? 0;
    return column === 0 && left.includes('first') ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => row.map(aligned).join('  ').trimEnd());
}
