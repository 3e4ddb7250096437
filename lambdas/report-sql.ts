import { addDays, isDate, precedingPeriod, type Period } from './period';

export const TOP_VIDEOS = 10;
export const TOP_FORMATS = 20;
/** Longer ids and formats are cut in the answer: an event may carry one of a megabyte. */
export const MAX_LABEL = 200;

/** The columns of the answer, in order; each row is a total, a day, a format or a video. */
export const REPORT_COLUMNS = ['part', 'kind', 'label', 'events', 'users', 'videos', 'formats', 'place'] as const;

export interface ReportQuery extends Period {
  database: string;
  table: string;
  /** How many days after an event it may arrive and still be counted. */
  lateArrivalDays: number;
}

/**
 * The report as one Athena statement, which reads each partition once.
 *
 * - It reads the partitions (`dt`, the day of arrival) from the preceding period's start to the late-arrival days after
 *   the end, and counts events by their own day (`ts`), or by that of arrival where they carry no time.
 * - The preceding period is held to the same late-arrival window, so that both are counted alike.
 * - Missing and empty ids count as events, but are no user and no video.
 * - Few rows come back whatever is in the store: the top ten videos and twenty formats are chosen by the query.
 *
 * The SQL stays in what Athena engine 3 and DuckDB (with `integer_division`) read alike.
 */
export function reportSql(query: ReportQuery): string {
  const preceding = precedingPeriod(query);
  const arrivedBy = (endDate: string) => text(addDays(endDate, query.lateArrivalDays));
  return `WITH event AS (
  SELECT
    COALESCE(CAST(ts AS date), CAST(dt AS date)) AS event_day,
    dt,
    NULLIF(id, '') AS video,
    NULLIF(userid, '') AS viewer,
    COALESCE(NULLIF(format, ''), 'unknown') AS event_format
  FROM ${identifier(query.database)}.${identifier(query.table)}
  WHERE dt BETWEEN ${text(preceding.startDate)} AND ${arrivedBy(query.endDate)}
), counted AS (
  SELECT
    CASE WHEN event_day >= ${date(query.startDate)} THEN 'current' ELSE 'preceding' END AS part,
    event_day,
    event_format,
    video,
    viewer
  FROM event
  WHERE event_day BETWEEN ${date(preceding.startDate)} AND ${date(query.endDate)}
    AND (event_day >= ${date(query.startDate)} OR dt <= ${arrivedBy(preceding.endDate)})
), grouped AS (
  SELECT
    part,
    CASE grouping(event_day, event_format, video)
      WHEN 3 THEN 'day' WHEN 5 THEN 'format' WHEN 6 THEN 'video' ELSE 'total'
    END AS kind,
    event_day,
    event_format,
    video,
    count(*) AS events,
    count(DISTINCT viewer) AS users,
    count(DISTINCT video) AS videos,
    count(DISTINCT event_format) AS formats
  FROM counted
  GROUP BY GROUPING SETS ((part), (part, event_day), (part, event_format), (part, video))
), ranked AS (
  SELECT
    part,
    kind,
    CASE kind
      WHEN 'day' THEN CAST(event_day AS varchar)
      WHEN 'format' THEN substr(event_format, 1, ${MAX_LABEL})
      WHEN 'video' THEN substr(video, 1, ${MAX_LABEL})
    END AS label,
    events,
    users,
    videos,
    formats,
    row_number() OVER (PARTITION BY part, kind ORDER BY events DESC, event_day, event_format, video) AS place
  FROM grouped
  WHERE kind <> 'video' OR video IS NOT NULL
)
SELECT ${REPORT_COLUMNS.join(', ')}
FROM ranked
WHERE kind IN ('total', 'day')
  OR (part = 'current' AND kind = 'format' AND place <= ${TOP_FORMATS})
  OR (part = 'current' AND kind = 'video' AND place <= ${TOP_VIDEOS})
ORDER BY part, kind, place`;
}

/** A name as SQL writes it: `a"b` is `"a""b"`. */
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A date as a string literal. Nothing but a date ever becomes a literal. */
function text(date: string): string {
  if (!isDate(date)) throw new RangeError(`${JSON.stringify(date)} is not a calendar date, so it can't go into SQL.`);
  return `'${date}'`;
}

const date = (value: string) => `DATE ${text(value)}`;
