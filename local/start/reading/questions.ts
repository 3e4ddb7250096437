import { type StackNames } from '../running/stack-names';

/** Questions to start from: name, title, and a query of EVENTS. */
const EXAMPLES = [
  [
    'days',
    'Events by day',
    'SELECT dt AS day, count(*) AS events, count(DISTINCT userid) AS users FROM EVENTS GROUP BY dt ORDER BY dt',
  ],
  [
    'hours',
    'By hour of the day',
    'SELECT hour(ts) AS hour, count(*) AS events FROM EVENTS WHERE ts IS NOT NULL GROUP BY hour(ts) ORDER BY hour',
  ],
  [
    'formats',
    'By format',
    "SELECT coalesce(format, 'unknown') AS format, count(*) AS events FROM EVENTS GROUP BY 1 ORDER BY events DESC",
  ],
  [
    'users',
    'Top users',
    'SELECT userid, count(*) AS events, count(DISTINCT id) AS videos FROM EVENTS GROUP BY userid ORDER BY events DESC, userid LIMIT 20',
  ],
  [
    'faults',
    'What lacks something',
    'SELECT dt AS day, count_if(ts IS NULL) AS without_time, count_if(format IS NULL) AS without_format FROM EVENTS GROUP BY dt ORDER BY dt',
  ],
  ['objects', 'Objects', 'SELECT "$path" AS object, count(*) AS events FROM EVENTS GROUP BY 1 ORDER BY 1'],
] as const;

/** Of the stack's own table, a clause a line. */
export const examplesOf = ({ database, table }: Pick<StackNames, 'database' | 'table'>) =>
  EXAMPLES.map(([name, title, sql]) => ({
    name,
    title,
    sql: sql
      .replaceAll(/ (FROM|WHERE|GROUP BY|ORDER BY|LIMIT) /g, '\n$1 ')
      .replace('EVENTS', () => `"${database}"."${table}"`),
  }));
