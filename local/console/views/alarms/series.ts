import {
  anchorAt,
  figure,
  grid,
  gridLabels,
  heightFor,
  labelBelow,
  PLOT,
  PLOT_TOP,
} from '../../../../lambdas/report/page/figure';
import { bandsOf, curve } from '../../../../lambdas/report/page/plot';
import { written } from '../../../../lambdas/report/page/scale';
import { html, type Html } from '../../../../lambdas/shared/html';
import { type AlarmConfiguration } from '../../../aws/cloudwatch/alarm-configuration';
import { seriesOf } from '../../../aws/cloudwatch/evaluation';
import { type Account } from '../../../aws/account';
import { table, time } from '../../page/parts';

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
  const columns = [{ title: 'Period from' }, { title: 'Value', number: true }];
  return html`${drawing(alarm, points, starts, id)}
    <details id="${id}-numbers">
      <summary>The numbers</summary>
      ${table('Periods that have a value, the newest first', columns, rows)}
    </details>`;
}

function drawing(
  { name, threshold }: AlarmConfiguration,
  points: readonly Point[],
  starts: readonly number[],
  id: string,
): Html {
  const values = points.map(({ value }) => value);
  const height = heightFor(Math.max(1, threshold, ...values));
  const { width, left } = bandsOf(starts.length);
  const x = (index: number) => left(index) + width / 2;
  const y = written(height.of(threshold));
  // A value without a neighbour would be a line of no length.
  const dots = points.map(
    ({ index, value }) =>
      html`<circle class="now-fill" cx="${written(x(index))}%" cy="${written(height.of(value))}" r="3" />`,
  );
  const path = lines(points).map((line) =>
    curve(line.map(({ index, value }) => [x(index), height.of(value)] as const)),
  );
  const named = [0, Math.floor(starts.length / 2), starts.length - 1].map((index) =>
    labelBelow(x(index), new Date(starts[index] ?? 0).toISOString().slice(5, 16).replace('T', ' ')),
  );
  return figure({
    id,
    title: `${name} and its threshold, ${number(threshold)}`,
    description: `${points.length} of ${starts.length} periods have a value${points.length > 0 ? `, at most ${number(Math.max(...values))}` : ''}.`,
    drawing: html`${grid(height)}
      <svg viewBox="0 0 100 ${PLOT_TOP + PLOT}" width="100%" height="${PLOT_TOP + PLOT}" preserveAspectRatio="none">
        <path class="now" d="${path.join('')}" />
      </svg>
      ${dots}${gridLabels(height)}<line class="threshold" x1="0" x2="100%" y1="${y}" y2="${y}" /><text
        class="threshold"
        x="100%"
        y="${written(height.of(threshold) - 5)}"
        text-anchor="${anchorAt(100)}"
        >threshold ${number(threshold)}</text
      >${named}`,
  });
}

/** Values of periods that follow each other. */
function lines(points: readonly Point[]): Point[][] {
  const all: Point[][] = [];
  for (const point of points) {
    const line = all.at(-1);
    if (line?.at(-1)?.index === point.index - 1) line.push(point);
    else all.push([point]);
  }
  return all;
}

/** With at most three digits behind the point. */
export const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 });
