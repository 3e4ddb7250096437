import { passes, type Report } from '../findings/report';
import { markdownReport } from './markdown';
import { sarifReport } from './sarif';
import { terminalReport } from './terminal';

/** By the name that `--format` takes. */
export const reporters: Readonly<Record<string, (report: Report) => string>> = {
  terminal: terminalReport,
  markdown: markdownReport,
  sarif: sarifReport,
  json: (report) => `${JSON.stringify({ passes: passes(report), ...report }, null, 2)}\n`,
};
