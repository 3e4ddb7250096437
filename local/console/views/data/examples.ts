import { type StackNames } from '../../../start/running/stack-names';

export interface Example {
  readonly name: string;
  readonly title: string;
  readonly sql: string;
}

/** Questions to start from, of the stack's own table. */
export function examplesOf({ database, table }: Pick<StackNames, 'database' | 'table'>): readonly Example[] {
  const events = `"${database}"."${table}"`;
  const example = (name: string, title: string, sql: string): Example => ({ name, title, sql });
  return [
    example(
      'days',
      'Events by day',
      `SELECT dt AS day, count(*) AS events, count(DISTINCT userid) AS users\nFROM ${events}\nGROUP BY dt\nORDER BY dt`,
    ),
    example(
      'hours',
      'By hour of the day',
      `SELECT hour(ts) AS hour, count(*) AS events\nFROM ${events}\nWHERE ts IS NOT NULL\nGROUP BY hour(ts)\nORDER BY hour`,
    ),
    example(
      'formats',
      'By format',
      `SELECT coalesce(format, 'unknown') AS format, count(*) AS events\nFROM ${events}\nGROUP BY 1\nORDER BY events DESC`,
    ),
    example(
      'users',
      'Top users',
      `SELECT userid, count(*) AS events, count(DISTINCT id) AS videos\nFROM ${events}\nGROUP BY userid\nORDER BY events DESC, userid\nLIMIT 20`,
    ),
    example(
      'faults',
      'What lacks something',
      `SELECT dt AS day, count_if(ts IS NULL) AS without_time, count_if(format IS NULL) AS without_format,\n  count_if(id IS NULL OR userid IS NULL) AS without_id\nFROM ${events}\nGROUP BY dt\nORDER BY dt`,
    ),
    example(
      'late',
      'Arrived on another day',
      `SELECT dt AS arrived, date(ts) AS happened, count(*) AS events\nFROM ${events}\nWHERE date(ts) <> date(dt)\nGROUP BY 1, 2\nORDER BY events DESC\nLIMIT 100`,
    ),
    example(
      'objects',
      'Objects',
      `SELECT "$path" AS object, count(*) AS events\nFROM ${events}\nGROUP BY 1\nORDER BY 1`,
    ),
    example('columns', 'Columns', `SHOW COLUMNS IN "${table}" IN "${database}"`),
  ];
}
