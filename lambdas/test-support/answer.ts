import { REPORT_COLUMNS } from '../report/report-sql';

/** A row of Athena's results; a value that is undefined is NULL. */
export const row = (...values: (string | undefined)[]) => ({
  Data: values.map((value) => (value === undefined ? {} : { VarCharValue: value })),
});

export const HEADER = row(...REPORT_COLUMNS);

/** A row of the report's answer: counts that are not named are 0. */
export const answered = (of: Readonly<Record<string, string | undefined>>) =>
  row(...REPORT_COLUMNS.map((column) => (column in of ? of[column] : TEXTS.includes(column) ? undefined : '0')));

const TEXTS = ['label', 'first_day', 'last_day'];

/** The last row: without it, an answer is not whole. */
export const WHOLE = answered({ part: 'whole', kind: 'answer' });
