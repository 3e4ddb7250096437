/** What a schedule's report may be called, as the text of a pattern: it begins the names of its executions. */
export const REPORT_NAME = '[a-z][a-z0-9]{0,11}';
