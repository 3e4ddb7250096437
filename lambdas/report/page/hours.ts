import { html, type Html } from '../../shared/html';
import type { Report } from '../report';
import { counted, periodName, whole } from '../../shared/wording';
import { legend } from './figure';
import { hourChart, hourName } from './hour-chart';
import { folded, table } from './table';

/** When on a day people watch. */
export function hoursSection(report: Report): Html {
  const { hours, precedingHours, period, preceding, quality } = report;
  return html`<section aria-labelledby="by-hour">
    <h2 id="by-hour">Hour by hour</h2>
    ${legend(periodName(period), periodName(preceding), 'mark')} ${hourChart(report)}
    ${
      quality.withoutTimestamp > 0 &&
      html`<p class="aside">
        ${counted(quality.withoutTimestamp, 'event')} without a timestamp
        ${quality.withoutTimestamp === 1 ? 'is' : 'are'} of no hour.
      </p>`
    }
    ${folded(
      'The numbers of each hour',
      table({
        id: 'hours',
        caption: 'By hour of the day, UTC, all days together',
        columns: [
          { name: 'Hour', kind: 'text' },
          { name: 'Events', kind: 'number' },
          { name: 'Unique users', kind: 'number' },
          { name: 'Unique videos', kind: 'number' },
          { name: 'Events before', kind: 'number' },
        ],
        rows: hours.map(({ hour, events, users, videos }) => [
          hourName(hour),
          whole(events),
          whole(users),
          whole(videos),
          whole(precedingHours[hour]?.events ?? 0),
        ]),
      }),
    )}
  </section>`;
}
