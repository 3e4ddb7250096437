import { placeOf } from '../../scripts/files/place-of';
import { reportFrom } from './report';
import { REPORT_COLUMNS } from './report-sql';

const PERIOD = { startDate: '2026-10-01', endDate: '2026-10-01' };
const TEXTS: Readonly<Record<string, string>> = {
  label: '2026-10-01',
  first_day: '2026-10-01',
  last_day: '2026-10-01',
};

test('every column of the answer is read: what is asked for and not told is paid for all the same', () => {
  const read = new Set<PropertyKey>();
  const rows = ['current', 'preceding'].flatMap((part) =>
    ['total', 'day', 'hour', 'format', 'video'].map((kind) => {
      const row = Object.fromEntries(REPORT_COLUMNS.map((column) => [column, TEXTS[column] ?? '1']));
      return new Proxy<Record<string, string>>(
        { ...row, part, kind },
        {
          get: (target, name) => (read.add(name), target[String(name)]),
        },
      );
    }),
  );
  reportFrom([...rows, { part: 'whole' }], PERIOD);
  const unread = REPORT_COLUMNS.filter((column) => !read.has(column));
  if (unread.length > 0) {
    const place = placeOf('lambdas/report/report.ts', 'export function reportFrom');
    throw new Error(
      `${place}: reportFrom does not read ${unread.join(', ')}, which lambdas/report/report-sql.ts asks for.`,
    );
  }
});
