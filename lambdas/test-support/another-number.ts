import type { Metric } from '../report/metric';

/** Numbers that somebody may declare beside those that there are: they show wherever a number can, and in every way. */
export const ANOTHER = [
  {
    name: 'another_flaw',
    title: 'Flaws',
    unit: 'flaw',
    sql: 'count(CASE WHEN viewer IS NULL OR video IS NULL THEN 1 END)',
    recount: (events) => events.filter(({ userid, id }) => !userid || !id).length,
    byTheDay: true,
    shows: {
      message: ['total', 'day', 'format', 'video'],
      page: ['total', 'day', 'hour', 'format', 'video'],
      chart: ['day', 'hour'],
      change: ['format'],
    },
  },
  {
    name: 'another_ratio',
    title: 'Flaws per event',
    ratio: ['another_flaw', 'events'],
    shows: { message: ['total', 'day', 'format'], page: ['total', 'day', 'hour', 'format'] },
  },
  {
    name: 'another_evening',
    title: 'Evening views',
    unit: 'view',
    event: 'CASE WHEN EXTRACT(HOUR FROM ts) >= 18 THEN 1 END',
    sql: 'count(another_evening)',
    recount: (events) => events.filter(({ ts }) => Number(ts?.slice(11, 13)) >= 18).length,
    shows: { message: ['video'], page: ['video'], change: ['video'] },
  },
  {
    name: 'another_length',
    title: 'Letters',
    unit: 'letter',
    event: 'length(id)',
    sql: 'COALESCE(sum(another_length), 0)',
    recount: (events) => events.reduce((sum, { id }) => sum + [...(id ?? '')].length, 0),
    fault: 'Count all the same.',
  },
] as const satisfies readonly Metric[];
