import { html, type Html, type Part } from '../../shared/html';
import { safeText } from '../../shared/safe-text';
import { share, whole } from '../../shared/wording';
import { comparedWith, levelled } from '../comparison';
import { changesIn, shown, type Metric } from '../metric';
import { countIn, lower, textOf, valueOf } from '../metric-values';
import type { Report } from '../report';
import { changeMark } from './change-mark';
import { written } from './scale';
import { table } from './table';

type Row = Report['formats' | 'topVideos'][number];

export interface Ranking {
  /** Unique on the page. */
  id: string;
  caption: string;
  /** Over the names. */
  head: string;
  kind: 'format' | 'video';
  rows: readonly { name: string; row: Row }[];
}

/** What has the most events, each with a bar of them; then the other numbers that it has. */
export function ranking(report: Report, { id, caption, head, kind, rows }: Ranking): Html {
  const most = rows[0]?.row.events ?? 0;
  const others = shown(report.metrics, 'page', kind);
  const number = (name: string) => ({ name, kind: 'number' as const });
  const cells = (metric: Metric, row: Row): Part[] => [
    textOf(metric, row),
    ...(changesIn(metric, kind) ? [changeMark(valueOf(metric, row), comparedWith(report, metric, row.before))] : []),
  ];
  return table({
    id,
    caption,
    columns: [
      { name: head, kind: 'text' },
      ...['Events', 'Share', 'Change'].map(number),
      ...others
        .flatMap((one) => [one.title, ...(changesIn(one, kind) ? [`Change of ${lower(one.title)}`] : [])])
        .map(number),
    ],
    rows: rows.map(({ name, row }) => {
      const before = levelled(report, countIn(row.before, 'events'));
      return [
        named(name, bar(row.events, before, most)),
        whole(row.events),
        share(row.events, report.total.events),
        changeMark(row.events, before),
        ...others.flatMap((metric) => cells(metric, row)),
      ];
    }),
  });
}

/** What a row of a ranking is about: a name from outside, made fit to show, and below it a bar. */
const named = (name: string, bar: Html): Html => html`<bdi>${safeText(name, 80)}</bdi>${bar}`;

/**
 * A bar as wide as its share of the longest one, with a mark where it ended in the preceding period. The cells beside it
 * say the same in numbers.
 */
const bar = (value: number, before: number, most: number): Html =>
  html`<svg class="bar" aria-hidden="true" width="100%" height="14">
    <rect class="now-fill" width="${percent(value, most)}%" y="3" height="8" rx="2" />
    <line class="mark" x1="${percent(before, most)}%" x2="${percent(before, most)}%" y1="0" y2="14" />
  </svg>`;

/** The preceding period's mark may lie beyond the longest bar: it stays at the end. */
const percent = (value: number, most: number) => written(most === 0 ? 0 : Math.min(100, (100 * value) / most));
