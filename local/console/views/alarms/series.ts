import { html, type Html } from '../../../../lambdas/shared/html';
import { type AlarmConfiguration } from '../../../aws/cloudwatch/alarm-configuration';
import { seriesOf } from '../../../aws/cloudwatch/evaluation';
import { type Account } from '../../../aws/account';
import { chart } from '../../page/chart';
import { columns, table, time } from '../../page/parts';

/** So many periods are drawn, and so many of them after the last value: no more than that passes before it is told. */
const DRAWN = 60;
const AFTER = 10;

interface Point {
  readonly index: number;
  readonly start: Date;
  readonly value: number;
}

/** What an alarm compares, drawn over its threshold, with its numbers below. */
export function seriesOfAlarm({ cloudWatch, clock }: Account, alarm: AlarmConfiguration, id: string): Html {
  const length = alarm.period * 1000;
  const samples = [...alarm.queries.values()].map((query) => cloudWatch.metrics.find(query)?.samples.at(-1)?.at ?? 0);
  const last = Math.max(...samples);
  if (last === 0) return html`<p>Its metric was not reported yet.</p>`;
  const end = (Math.floor(Math.min(clock.now().getTime(), last + AFTER * length) / length) + 1) * length;
  const starts = Array.from({ length: DRAWN }, (_, index) => end - (DRAWN - index) * length);
  const points = seriesOf(alarm, cloudWatch.metrics, starts).flatMap((value, index): Point[] =>
    value !== undefined && Number.isFinite(value) ? [{ index, start: new Date(starts[index] ?? 0), value }] : [],
  );
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
export const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 });
