/**
 * An event as the table has it, for what counts the plain way. `ts` is its own time, `YYYY-MM-DD hh:mm:ss[.sss]` in UTC,
 * and `dt` the day that it arrived.
 */
export interface StoredEvent {
  readonly id: string | null;
  readonly userid: string | null;
  readonly format: string | null;
  readonly ts: string | null;
  readonly dt: string;
  /** Columns beyond these, by their names in the table. */
  readonly [column: string]: unknown;
}

/** What a number is told of: the period, each day, each hour of the day (UTC), each format, each video. */
export type Per = 'total' | 'day' | 'hour' | 'format' | 'video';

/** Where a number shows. In a ranking, of formats or videos, it stands beside the events that rank it. */
export interface Shows {
  /** In the message: the headline, the busiest and the quietest day, the top formats, the top videos. */
  readonly message?: readonly Exclude<Per, 'hour'>[];
  /** On the page: a tile, with its change; a column of the table. */
  readonly page?: readonly Per[];
  /** On the page, a chart of its own, the preceding period beside it. */
  readonly chart?: readonly ('day' | 'hour')[];
  /** In a ranking, its change as well. */
  readonly change?: readonly ('format' | 'video')[];
}

/** A number that the query counts. */
export interface Count {
  /** Its column of the answer: lower case, with `_` between words. */
  readonly name: string;
  readonly title: string;
  /** One of what is counted: `user`. */
  readonly unit: string;
  /** Of each event, in the table's columns and as SQL: what `sql` calls by this number's name. */
  readonly event?: string;
  /**
   * Of all events together, as a whole number that is never NULL: an aggregate over `event`, or over `event_day`,
   * `event_hour` (NULL without a time), `event_format` (`unknown` without one), `video` and `viewer` (NULL without one).
   */
  readonly sql: string;
  /** The same number counted the plain way, which tests hold the query against. */
  readonly recount: (events: readonly StoredEvent[]) => number;
  /** It grows with the days of a period: months of unlike lengths are compared by the day. */
  readonly byTheDay?: true;
  readonly shows?: Shows;
  /** Of events that lack something: they are among the page's and the message's checks. What that does to the numbers. */
  readonly fault?: string;
}

/** A number over another, with two decimals. */
export interface Ratio {
  readonly name: string;
  readonly title: string;
  /** Names of counts. */
  readonly ratio: readonly [part: string, of: string];
  readonly shows: Shows & { readonly chart?: never; readonly change?: never };
}

export type Metric = Count | Ratio;

export const isCount = (metric: Metric): metric is Count => 'sql' in metric;

/** Those that show there, in their order. */
export const shown = (metrics: readonly Metric[], where: keyof Shows, per: Per): Metric[] =>
  metrics.filter(({ shows }) => (shows?.[where] as readonly Per[] | undefined)?.includes(per));

/** Whether a ranking has its change as well. */
export const changesIn = (metric: Metric, kind: 'format' | 'video'): boolean =>
  shown([metric], 'change', kind).length > 0;

/** Of what is drawn of it: `events-per-user`. */
export const idOf = ({ name }: Metric): string => name.replaceAll('_', '-');
