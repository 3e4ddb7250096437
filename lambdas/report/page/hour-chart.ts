import { scaleBand } from 'd3-scale';
import { html, type Html } from '../../shared/html';
import { levelled } from '../comparison';
import type { Report } from '../report';
import { counted, whole } from '../../shared/wording';
import { figure, grid, gridLabels, heightFor, labelBelow, pointed } from './figure';
import { written } from './scale';

/** `20:00 to 21:00` */
export const hourName = (hour: number): string => `${two(hour)}:00 to ${two((hour + 1) % 24)}:00`;

const two = (hour: number) => String(hour).padStart(2, '0');

/** A bar for each hour of the day, with a stroke where it stood in the preceding period. */
export function hourChart(report: Report): Html {
  const { hours, precedingHours } = report;
  const before = (hour: number) => precedingHours[hour]?.events ?? 0;
  const mark = (hour: number) => levelled(report, before(hour));
  const height = heightFor(Math.max(...hours.flatMap(({ hour, events }) => [events, mark(hour)])));
  const bands = scaleBand<number>()
    .domain(hours.map(({ hour }) => hour))
    .range([0, 100])
    .paddingInner(0.25)
    .paddingOuter(0.125);
  const width = bands.bandwidth();
  const left = (hour: number) => bands(hour) ?? 0;
  const zero = height.of(0);
  return figure({
    id: 'events-by-hour',
    title: 'Events by hour of the day (UTC)',
    description: describe(hours),
    drawing: html`${grid(height)}${hours.map(({ hour, events }) => {
      const [x, y, yBefore] = [left(hour), height.of(events), height.of(mark(hour))];
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
      ({ hour, events }) =>
        pointed(
          { now: { name: hourName(hour), value: events }, before: { name: 'Before', value: before(hour) } },
          left(hour),
          width,
          'event',
        ),
    )}`,
  });
}

function describe(hours: Report['hours']): string {
  const sorted = [...hours].sort((one, other) => other.events - one.events);
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (!most || !least || most.events === 0) return 'No event of this period has an hour.';
  return `Most from ${hourName(most.hour)}: ${counted(most.events, 'event')}; least from ${hourName(least.hour)}: ${whole(least.events)}. The numbers of each hour are in the table below.`;
}
