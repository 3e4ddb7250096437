import { html, type Html } from '../../../../lambdas/shared/html';
import { type AlarmConfiguration } from '../../../aws/cloudwatch/alarm-configuration';
import { recentSeries, type RecentPoint as Point } from '../../../aws/cloudwatch/recent-series';
import { type Account } from '../../../aws/account';
import { chart } from '../../page/chart';
import { columns, table, time } from '../../page/parts';

/** What an alarm compares, drawn over its threshold, with its numbers below. */
export function seriesOfAlarm({ cloudWatch, clock }: Account, alarm: AlarmConfiguration, id: string): Html {
  const { starts, points } = recentSeries(alarm, cloudWatch.metrics, clock.now());
  if (starts.length === 0) return html`<p>Its metric was not reported yet.</p>`;
  const rows = points.toReversed().map(({ start, value }) => [time(start), number(value)]);
  return html`${drawing(alarm, points, starts, id)}
    <details id="${id}-numbers">
      <summary>The numbers</summary>
      ${table('Periods that have a value, the newest first', columns('Period from', '#Value'), rows)}
    </details>`;
}

function drawing(
  { name, threshold }: AlarmConfiguration,
  points: readonly Point[],
  starts: readonly number[],
  id: string,
): Html {
  const most = Math.max(...points.map(({ value }) => value));
  const values = new Map(points.map(({ index, value }) => [index, value]));
  return chart({
    id,
    title: `${name} and its threshold, ${number(threshold)}`,
    description: `${points.length} of ${starts.length} periods have a value${points.length > 0 ? `, at most ${number(most)}` : ''}.`,
    kind: 'bars',
    points: starts.map((start, index) => {
      const [at, value] = [new Date(start).toISOString(), values.get(index)];
      const title = `${at}: ${value === undefined ? 'no value' : number(value)}`;
      return { label: at.slice(5, 16).replace('T', ' '), title, ...(value === undefined ? {} : { value }) };
    }),
    threshold: { value: threshold, name: `threshold ${number(threshold)}` },
  });
}

/** With at most three digits behind the point. */
export const number = (value: number): string => numbers.format(value);

/** Made once: it costs more than all its use. */
const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });
