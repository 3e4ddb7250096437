import { anchorAt, figure, grid, gridLabels, heightFor, labelBelow } from '../../../../lambdas/report/page/figure';
import { bandsOf } from '../../../../lambdas/report/page/plot';
import { written } from '../../../../lambdas/report/page/scale';
import { html, type Html } from '../../../../lambdas/shared/html';
import { type AlarmConfiguration } from '../../../aws/cloudwatch/alarm-configuration';
import { seriesOf } from '../../../aws/cloudwatch/evaluation';
import { type Account } from '../../../aws/account';
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
  const values = points.map(({ value }) => value);
  const height = heightFor(Math.max(1, threshold, ...values));
  const { width, left } = bandsOf(starts.length, { between: 0.25 });
  const y = written(height.of(threshold));
  // A value of 0 is another thing than none.
  const bars = points.map(({ index, value, start }) => {
    const tall = Math.max(2, height.of(0) - height.of(value));
    return html`<rect
      class="now-fill"
      x="${written(left(index))}%"
      y="${written(height.of(0) - tall)}"
      width="${written(width)}%"
      height="${written(tall)}"
      ><title>${start.toISOString()}: ${number(value)}</title></rect
    >`;
  });
  const named = [0, Math.floor(starts.length / 2), starts.length - 1].map((index) =>
    labelBelow(left(index) + width / 2, new Date(starts[index] ?? 0).toISOString().slice(5, 16).replace('T', ' ')),
  );
  return figure({
    id,
    title: `${name} and its threshold, ${number(threshold)}`,
    description: `${points.length} of ${starts.length} periods have a value${points.length > 0 ? `, at most ${number(Math.max(...values))}` : ''}.`,
    drawing: html`${grid(height)}${bars}${gridLabels(height)}<line
        class="threshold"
        x1="0"
        x2="100%"
        y1="${y}"
        y2="${y}"
      /><text class="threshold" x="100%" y="${written(height.of(threshold) - 5)}" text-anchor="${anchorAt(100)}"
        >threshold ${number(threshold)}</text
      >${named}`,
  });
}

/** With at most three digits behind the point. */
export const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 });
