import { isDate } from '../../scripts/text/calendar';
import { addDays, followingPeriod, precedingPeriod, type Period } from '../shared/period';
import { isCount, type Count, type Metric } from './metric';
import { METRICS } from './metrics';

export const TOP_VIDEOS = 10;
export const TOP_FORMATS = 20;
/** Longer ids and formats are cut in the answer: an event may carry one of a megabyte. */
export const MAX_LABEL = 200;

const changing = (metrics: readonly Metric[]): Count[] =>
  metrics.filter(isCount).filter(({ shows }) => (shows?.change ?? []).length > 0);

/** The column of a count of the preceding period. */
export const before = ({ name }: Pick<Metric, 'name'>): string => `${name}_before`;

/**
 * The columns of the answer, in order; each row is a total, a day, an hour of the day, a format or a video, of a `part`:
 * the period (`current`), the one before (`preceding`), what arrived in the period and counts in no report (`nowhere`),
 * and what else was read (`elsewhere`). The last row is the answer's own (`whole`): an answer without it is not whole.
 * Then each count, and those of the same format or video in the preceding period whose change is shown; `first_day` and
 * `last_day` are the events' own.
 */
export const reportColumns = (metrics: readonly Metric[]): string[] => [
  'part',
  'kind',
  'label',
  ...metrics.filter(isCount).map(({ name }) => name),
  ...changing(metrics).map(before),
  'first_day',
  'last_day',
  'place',
];

export const REPORT_COLUMNS: readonly string[] = reportColumns(METRICS);

export interface ReportQuery extends Period {
  database: string;
  table: string;
  /** How many days after an event it may arrive and still be counted. */
  lateArrivalDays: number;
}

/**
 * The report as one Athena statement, which reads each partition once, and each column of it: five views of one scan.
 *
 * - It reads the partitions (`dt`, the day of arrival) from the preceding period's start to the late-arrival days after
 *   the end, and counts events by their own day (`ts`), or by that of arrival where they carry no time.
 * - The preceding period is held to the same late-arrival window, so that both are counted alike.
 * - Missing and empty ids count as events, but are no user and no video.
 * - What arrives in the period is of no report where its own day is before the preceding period, or in it and past its
 *   late-arrival days, or after the following one, whose report begins to read with this period: clocks that are wrong.
 * - An event is late that arrives on a later day (UTC) than its own. Without a time it is of no hour, and never late.
 * - Few rows come back whatever is in the store: the top ten videos and twenty formats are chosen by the query.
 *
 * Its SQL is within what the local run takes as Trino does: docs/reference/athena-sql.md.
 */
export function reportSql(query: ReportQuery, metrics: readonly Metric[] = METRICS): string {
  const counts = metrics.filter(isCount);
  const ofEvents = counts.flatMap(({ name, event }) => (event === undefined ? [] : [{ name, event }]));
  const befores = changing(metrics);
  const columns = reportColumns(metrics);
  const preceding = precedingPeriod(query);
  const following = followingPeriod(query);
  const arrivedBy = (endDate: string) => text(addDays(endDate, query.lateArrivalDays));
  return `WITH event AS (
  SELECT
    COALESCE(CAST(ts AS date), CAST(dt AS date)) AS event_day,
    dt,
    NULLIF(id, '') AS video,
    NULLIF(userid, '') AS viewer,
    COALESCE(NULLIF(format, ''), 'unknown') AS event_format,
    EXTRACT(HOUR FROM ts) AS event_hour${lines(ofEvents, ({ name, event }) => `    ${event} AS ${name}`)}
  FROM ${identifier(query.database)}.${identifier(query.table)}
  WHERE dt BETWEEN ${text(preceding.startDate)} AND ${arrivedBy(query.endDate)}
), counted AS (
  SELECT
    CASE
      WHEN event_day BETWEEN ${date(query.startDate)} AND ${date(query.endDate)} THEN 'current'
      WHEN event_day BETWEEN ${date(preceding.startDate)} AND ${date(preceding.endDate)}
        AND dt <= ${arrivedBy(preceding.endDate)} THEN 'preceding'
      WHEN dt BETWEEN ${text(query.startDate)} AND ${text(query.endDate)}
        AND event_day NOT BETWEEN ${date(query.startDate)} AND ${date(following.endDate)} THEN 'nowhere'
      ELSE 'elsewhere'
    END AS part,
    event_day,
    event_hour,
    event_format,
    video,
    viewer${lines(ofEvents, ({ name }) => `    ${name}`)}
  FROM event
), grouped AS (
  SELECT
    part,
    CASE grouping(event_day, event_hour, event_format, video)
      WHEN 7 THEN 'day' WHEN 11 THEN 'hour' WHEN 13 THEN 'format' WHEN 14 THEN 'video' ELSE 'total'
    END AS kind,
    event_day,
    event_hour,
    event_format,
    video,
    ${counts.map(({ name, sql }) => `${sql} AS ${name},`).join('\n    ')}
    CAST(min(event_day) AS varchar) AS first_day,
    CAST(max(event_day) AS varchar) AS last_day
  FROM counted
  GROUP BY GROUPING SETS (
    (part), (part, event_day), (part, event_hour), (part, event_format), (part, video)
  )
), ranked AS (
  SELECT
    part,
    kind,
    CASE kind
      WHEN 'day' THEN CAST(event_day AS varchar)
      WHEN 'hour' THEN CAST(event_hour AS varchar)
      WHEN 'format' THEN substr(event_format, 1, ${MAX_LABEL})
      WHEN 'video' THEN substr(video, 1, ${MAX_LABEL})
    END AS label,
    ${[...counts.map(({ name }) => `${name},`), ...befores.map(beforeSql)].join('\n    ')}
    first_day,
    last_day,
    row_number() OVER (
      PARTITION BY part, kind ORDER BY events DESC, event_day, event_hour, event_format, video
    ) AS place
  FROM grouped
  WHERE (kind <> 'video' OR video IS NOT NULL) AND (kind <> 'hour' OR event_hour IS NOT NULL)
)
SELECT ${columns.join(', ')}
FROM ranked
WHERE kind = 'total'
  OR (part IN ('current', 'preceding') AND kind IN ('day', 'hour'))
  OR (part = 'current' AND kind = 'format' AND place <= ${TOP_FORMATS})
  OR (part = 'current' AND kind = 'video' AND place <= ${TOP_VIDEOS})
UNION ALL
SELECT 'whole', 'answer', ${columns
    .slice(2)
    .map((column) => (TEXTS.has(column) ? 'CAST(NULL AS varchar)' : '0'))
    .join(', ')}
ORDER BY part, kind, place`;
}

/** Each on a line of its own, after what stands before them. */
const lines = <T>(of: readonly T[], line: (one: T) => string): string => of.map((one) => `,\n${line(one)}`).join('');

/** Of the same day, hour, format or video. */
const beforeSql = (metric: Count): string => `COALESCE(
      max(CASE part WHEN 'preceding' THEN ${metric.name} END)
        OVER (PARTITION BY kind, event_day, event_hour, event_format, video),
      0
    ) AS ${before(metric)},`;

/** Columns of texts; the others are counts. */
const TEXTS: ReadonlySet<string> = new Set(['part', 'kind', 'label', 'first_day', 'last_day']);

/** A name as SQL writes it: `a"b` is `"a""b"`. */
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A date as a string literal. Nothing but a date ever becomes a literal. */
function text(date: string): string {
  if (!isDate(date)) throw new RangeError(`${JSON.stringify(date)} is not a calendar date, so it can't go into SQL.`);
  return `'${date}'`;
}

const date = (value: string) => `DATE ${text(value)}`;
