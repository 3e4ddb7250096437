import type { Metric, StoredEvent } from './metric';

/**
 * The numbers of the report: query, reader, message, page and the counts that tests hold them against are made of these.
 * Another number is another declaration: docs/how-to/add-a-number-to-the-report.md.
 */
export const METRICS = [
  {
    name: 'events',
    title: 'Events',
    unit: 'event',
    sql: 'count(*)',
    recount: (events) => events.length,
    byTheDay: true,
    // Rankings are by events, which stand there always.
    shows: {
      message: ['total', 'day'],
      page: ['total', 'day', 'hour'],
      chart: ['day', 'hour'],
      change: ['format', 'video'],
    },
  },
  {
    // Events without a user id have no part in it.
    name: 'users',
    title: 'Unique users',
    unit: 'user',
    sql: 'count(DISTINCT viewer)',
    recount: (events) => distinct(events.map(({ userid }) => userid)),
    shows: {
      message: ['total', 'day', 'video'],
      page: ['total', 'day', 'hour', 'format', 'video'],
      chart: ['day'],
    },
  },
  {
    // Events without a video id have no part in it.
    name: 'videos',
    title: 'Unique videos',
    unit: 'video',
    sql: 'count(DISTINCT video)',
    recount: (events) => distinct(events.map(({ id }) => id)),
    shows: { message: ['total'], page: ['total', 'day', 'hour', 'format'] },
  },
  {
    name: 'events_per_user',
    title: 'Events per user',
    ratio: ['events', 'users'],
    shows: { message: ['total'], page: ['total'] },
  },
  {
    // How many there are beyond those that are told.
    name: 'formats',
    title: 'Formats',
    unit: 'format',
    sql: 'count(DISTINCT event_format)',
    recount: (events) => distinct(events.map(({ format }) => format || 'unknown')),
  },
  // What events lack, in the order of how much it falsifies the numbers. One event can be several of these.
  {
    name: 'no_timestamp',
    title: 'Without timestamp',
    unit: 'event',
    event: 'CASE WHEN ts IS NULL THEN 1 END',
    sql: 'count(no_timestamp)',
    recount: (events) => such(events, ({ ts }) => ts === null),
    fault: 'Count on the day of their arrival, and in no hour of the day.',
  },
  {
    name: 'late',
    title: 'Late',
    unit: 'event',
    event: 'CASE WHEN CAST(dt AS date) > CAST(ts AS date) THEN 1 END',
    sql: 'count(late)',
    recount: (events) => such(events, ({ ts, dt }) => ts !== null && dt > ts.slice(0, 10)),
    fault: 'Arrived on a later day (UTC) than their own, and count on their own.',
  },
  {
    name: 'no_user',
    title: 'Without user',
    unit: 'event',
    sql: 'count(*) - count(viewer)',
    recount: (events) => such(events, ({ userid }) => !userid),
    fault: 'Count as events, but as no user.',
  },
  {
    name: 'no_video',
    title: 'Without video',
    unit: 'event',
    sql: 'count(*) - count(video)',
    recount: (events) => such(events, ({ id }) => !id),
    fault: 'Count as events, but as no video.',
  },
  {
    name: 'no_format',
    title: 'Without format',
    unit: 'event',
    event: "CASE WHEN NULLIF(format, '') IS NULL THEN 1 END",
    sql: 'count(no_format)',
    recount: (events) => such(events, ({ format }) => !format),
    fault: 'Count as format unknown.',
  },
] as const satisfies readonly Metric[];

/** Of those that the query counts. */
export type CountName = Extract<(typeof METRICS)[number], { sql: string }>['name'];

/** Counts of users, videos and formats don't add up: each is distinct. */
export type Counts = Readonly<Record<CountName, number>>;

const distinct = (values: readonly (string | null)[]): number => new Set(values.filter(Boolean)).size;

const such = (events: readonly StoredEvent[], is: (event: StoredEvent) => boolean): number => events.filter(is).length;
