import { addDays, daysIn } from './period';
import type { Counts, Report } from './report';
import { safeText } from './safe-text';

/** What the text tells beside the report itself. */
export interface Circumstances {
  environment: string;
  application: string;
  lateArrivalDays: number;
  /** When the report was made. */
  now: Date;
  dataScannedInBytes: number;
  engineExecutionTimeInMillis: number;
}

/**
 * A subject as SNS takes it: no line break, fewer than 100 characters; and ASCII, which every mail program shows.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function reportSubject(report: Report, { environment, application }: Circumstances): string {
  const { startDate, endDate } = report.period;
  const dates = startDate === endDate ? startDate : `${startDate} to ${endDate}`;
  return `Video analytics ${dates} (${environment}-${application})`.replace(/[^ -~]/g, '?').slice(0, 99);
}

/** The report as plain text, for people. Even a year's stays far below the 256 KB that SNS takes. */
export function reportText(report: Report, circumstances: Circumstances): string {
  return [
    heading(report, circumstances),
    section('Totals', totals(report)),
    section('By day', byDay(report)),
    section('By format', byFormat(report)),
    section('Top ten videos', topVideos(report)),
    footnotes(report, circumstances),
  ].join('\n\n');
}

function heading({ period, preceding }: Report, { environment, application }: Circumstances): string {
  const days = daysIn(period) === 1 ? '1 day' : `${daysIn(period)} days`;
  return [
    `Video analytics of ${application} (${environment})`,
    `Period         ${period.startDate} to ${period.endDate}, ${days}, UTC`,
    `Compared with  ${preceding.startDate} to ${preceding.endDate}`,
  ].join('\n');
}

const totals = ({ total, precedingTotal }: Report): string[] => {
  const row = (name: string, key: keyof Counts) => [
    name,
    whole(total[key]),
    change(total[key], precedingTotal[key]),
    `(${whole(precedingTotal[key])} before)`,
  ];
  return table(
    [row('Total events', 'events'), row('Unique users', 'users'), row('Unique videos', 'videos')],
    ['left', 'right', 'right', 'left'],
  );
};

const BAR = 24;

function byDay({ days }: Report): string[] {
  const most = Math.max(...days.map(({ events }) => events));
  return table(
    [
      ['', 'events', 'users', 'videos', ''],
      ...days.map(({ date, events, users, videos }) => [
        `${date} ${weekday(date)}`,
        whole(events),
        whole(users),
        whole(videos),
        bar(events, most),
      ]),
    ],
    ['left', 'right', 'right', 'right', 'left'],
  );
}

function byFormat({ formats, otherFormats, total }: Report): string[] {
  if (formats.length === 0) return ['none'];
  const rows = formats.map(({ format, events, users, videos }) => [
    whole(events),
    share(events, total.events),
    whole(users),
    whole(videos),
    safeText(format, 40),
  ]);
  if (otherFormats.formats > 0)
    rows.push([
      whole(otherFormats.events),
      share(otherFormats.events, total.events),
      '',
      '',
      `(${whole(otherFormats.formats)} more)`,
    ]);
  return table(
    [['events', 'share', 'users', 'videos', 'format'], ...rows],
    ['right', 'right', 'right', 'right', 'left'],
  );
}

function topVideos({ topVideos: videos }: Report): string[] {
  if (videos.length === 0) return ['none'];
  // The id comes last: however wide it shows, the columns before it stay aligned.
  return table(
    [
      ['', 'events', 'users', 'video'],
      ...videos.map(({ id, events, users }, index) => [`${index + 1}.`, whole(events), whole(users), safeText(id, 60)]),
    ],
    ['right', 'right', 'right', 'left'],
  );
}

function footnotes({ period }: Report, circumstances: Circumstances): string {
  const { lateArrivalDays, now, dataScannedInBytes, engineExecutionTimeInMillis } = circumstances;
  const closes = addDays(period.endDate, lateArrivalDays + 1);
  const made = now.toISOString();
  return [
    `The query read ${bytes(dataScannedInBytes)} in ${(engineExecutionTimeInMillis / 1000).toFixed(1)} s.`,
    ...(made.slice(0, 10) < closes
      ? [
          `Made on ${made.slice(0, 16).replace('T', ' ')} UTC. Events of this period that arrive later, before ${closes}, count too:`,
          'a new run then will include them.',
        ]
      : []),
  ].join('\n');
}

const section = (title: string, lines: string[]) => [title, ...lines.map((line) => `  ${line}`)].join('\n');

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

const whole = (count: number) => count.toLocaleString('en-US');

const share = (part: number, all: number) => `${((100 * part) / all).toFixed(1)} %`;

function change(now: number, before: number): string {
  if (before === 0) return now === 0 ? 'no change' : 'new';
  const percent = (100 * (now - before)) / before;
  return `${percent < 0 ? '' : '+'}${percent.toLocaleString('en-US', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} %`;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function bar(value: number, most: number): string {
  if (value === 0) return '';
  const eighths = Math.max(1, Math.round((value / most) * BAR * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const weekday = (date: string) => WEEKDAYS[new Date(date).getUTCDay()] ?? '';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

function bytes(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${power === 0 ? count : (count / 1000 ** power).toFixed(1)} ${UNITS[power]}`;
}
