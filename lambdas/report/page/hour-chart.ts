import { html, type Html } from '../../shared/html';
import { comparedWith } from '../comparison';
import { idOf, type Count } from '../metric';
import { valueOf } from '../metric-values';
import type { Report } from '../report';
import { counted, whole } from '../../shared/wording';
import { figure, grid, gridLabels, heightFor, labelBelow, pointed } from './figure';
import { bandsOf } from './plot';
import { written } from './scale';

/** `20:00 to 21:00` */
export const hourName = (hour: number): string => `${two(hour)}:00 to ${two((hour + 1) % 24)}:00`;

const two = (hour: number) => String(hour).padStart(2, '0');

/** A bar for each hour of the day, with a stroke where it stood in the preceding period. */
export function hourChart(report: Report, count: Count): Html {
  const hours = report.hours.map((one) => ({ hour: one.hour, value: valueOf(count, one) }));
  const before = report.precedingHours.map((one) => valueOf(count, one));
  const marks = report.precedingHours.map((one) => comparedWith(report, count, one));
  const height = heightFor(Math.max(...hours.map(({ value }) => value), ...marks));
  const { width, left } = bandsOf(hours.length, { between: 0.25, outside: 0.125 });
  const zero = height.of(0);
  return figure({
    id: `${idOf(count)}-by-hour`,
    title: `${count.title} by hour of the day (UTC)`,
    description: describe(hours, count),
    drawing: html`${grid(height)}${hours.map(({ hour, value }) => {
      const [x, y, yBefore] = [left(hour), height.of(value), height.of(marks[hour] ?? 0)];
      return html`<rect
          class="now-fill"
          x="${written(x)}%"
          y="${written(y)}"
          width="${written(width)}%"
          height="${written(zero - y)}"
        /><line
          class="mark"
          x1="${written(x)}%"
          x2="${written(x + width)}%"
          y1="${written(yBefore)}"
          y2="${written(yBefore)}"
        />`;
    })}${gridLabels(height)}${hours.map(({ hour }) => hour % 6 === 0 && labelBelow(left(hour) + width / 2, `${two(hour)}:00`))}${hours.map(
      ({ hour, value }) =>
        pointed(
          { now: { name: hourName(hour), value }, before: { name: 'Before', value: before[hour] ?? 0 } },
          left(hour),
          width,
          count.unit,
        ),
    )}`,
  });
}

function describe(hours: readonly { hour: number; value: number }[], { unit }: Count): string {
  const sorted = [...hours].sort((one, other) => other.value - one.value);
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (!most || !least || most.value === 0) return `No ${unit} of this period has an hour.`;
  return `Most from ${hourName(most.hour)}: ${counted(most.value, unit)}; least from ${hourName(least.hour)}: ${whole(least.value)}. The numbers of each hour are in the table below.`;
}
