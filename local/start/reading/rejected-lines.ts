import { unreadTimestamp } from '../../events/arrival';
import { type LineProblem } from '../../events/line-reader';
import { type Rejected } from '../running/rejected';
import { type ReportInput } from './report-input';

/** Of a file: its lines that could not be converted. Generated events hold some on purpose, which is no news. */
export function rejectedLines(rejected: readonly Rejected[], { linesOf }: Pick<ReportInput, 'linesOf'>): LineProblem[] {
  const lines = linesOf(new Set(rejected.map(({ data }) => data)));
  const seen = new Map<string, number>();
  return rejected.flatMap(({ data, why }) => {
    const nth = seen.get(data) ?? 0;
    seen.set(data, nth + 1);
    const line = lines.get(data)?.[nth];
    return line === undefined ? [] : [{ line, why: unreadTimestamp(data) ?? why }];
  });
}
