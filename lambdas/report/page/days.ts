import { html, lines, type Html, type Part } from '../../shared/html';
import { idOf, isCount, shown, type Metric } from '../metric';
import { textOf, valueOf } from '../metric-values';
import type { Report } from '../report';
import { longDate, periodName } from '../../shared/wording';
import { dayChart, showsWeekends } from './day-chart';
import { legend } from './figure';
import { folded, table } from './table';

/** The numbers of each day: those with a chart, with the preceding period behind, and the numbers of both. */
export function daysSection(report: Report): Html {
  const { metrics, days, precedingDays, period, preceding } = report;
  const told = shown(metrics, 'page', 'day');
  const chart = (metric: Metric) =>
    isCount(metric) &&
    dayChart({
      id: `${idOf(metric)}-by-day`,
      title: `${metric.title} per day`,
      noun: metric.unit,
      days: days.map((day) => ({ date: day.date, value: valueOf(metric, day) })),
      preceding: precedingDays.map((day) => ({ date: day.date, value: valueOf(metric, day) })),
    });
  /** Empty where a period has no such day: months differ in length. */
  const cells = (day: (typeof days)[number] | undefined): Part[] =>
    day
      ? [html`<time datetime="${day.date}">${longDate(day.date)}</time>`, ...told.map((metric) => textOf(metric, day))]
      : ['', ...told.map(() => '')];
  return html`<section aria-labelledby="by-day">
    <h2 id="by-day">Day by day</h2>
    ${lines([legend(periodName(period), periodName(preceding), 'line'), ...shown(metrics, 'chart', 'day').map(chart)])}
    <p class="aside">
      ${showsWeekends(days.length) && 'Shaded days are Saturdays and Sundays. '}A user counts once on each day, so days
      don't add up.
    </p>
    ${folded(
      'The numbers of each day',
      table({
        id: 'days',
        caption: 'By day, beside the day of the preceding period that it is drawn over',
        columns: [
          { name: 'Day', kind: 'text' },
          ...told.map(({ title }) => ({ name: title, kind: 'number' as const })),
          { name: 'Day before', kind: 'text' },
          ...told.map(({ title }) => ({ name: `${title} before`, kind: 'number' as const })),
        ],
        rows: Array.from({ length: Math.max(days.length, precedingDays.length) }, (_, index) => [
          ...cells(days[index]),
          ...cells(precedingDays[index]),
        ]),
      }),
    )}
  </section>`;
}
