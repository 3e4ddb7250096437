import { html, lines, type Html } from '../../shared/html';
import { isCount, shown } from '../metric';
import { textOf } from '../metric-values';
import type { Report } from '../report';
import { counted, periodName } from '../../shared/wording';
import { legend } from './figure';
import { hourChart, hourName } from './hour-chart';
import { folded, table } from './table';

/** When on a day people watch. */
export function hoursSection(report: Report): Html {
  const { metrics, hours, precedingHours, period, preceding, total } = report;
  const eventsWithoutAnyTimestamp = total.no_timestamp;
  const told = shown(metrics, 'page', 'hour');
  const charted = shown(metrics, 'chart', 'hour').filter(isCount);
  return html`<section aria-labelledby="by-hour">
    <h2 id="by-hour">Hour by hour</h2>
    ${[
      legend(periodName(period), periodName(preceding), 'mark'),
      ' ',
      lines(charted.map((count) => hourChart(report, count))),
    ]}
    ${
      eventsWithoutAnyTimestamp > 0 &&
      html`<p class="aside">
        ${counted(eventsWithoutAnyTimestamp, 'event')} without a timestamp
        ${eventsWithoutAnyTimestamp === 1 ? 'is' : 'are'} of no hour.
      </p>`
    }
    ${folded(
      'The numbers of each hour',
      table({
        id: 'hours',
        caption: 'By hour of the day, UTC, all days together',
        columns: [
          { name: 'Hour', kind: 'text' },
          ...told.map(({ title }) => ({ name: title, kind: 'number' as const })),
          ...charted.map(({ title }) => ({ name: `${title} before`, kind: 'number' as const })),
        ],
        rows: hours.map((one) => [
          hourName(one.hour),
          ...told.map((metric) => textOf(metric, one)),
          ...charted.map((metric) => textOf(metric, precedingHours[one.hour] ?? {})),
        ]),
      }),
    )}
  </section>`;
}
