import { html, type Html } from '../../shared/html';
import { counted, isWeekend, longDate, shortDate, shortMonth, whole } from '../../shared/wording';
import {
  anchorAt,
  figure,
  grid,
  gridLabels,
  heightFor,
  labelBelow,
  PLOT,
  PLOT_TOP,
  pointed,
  type Height,
  type Slot,
} from './figure';
import { bandsOf, curve, surface } from './plot';
import { written } from './scale';

export interface DayValue {
  date: string;
  value: number;
}

export interface DayChart {
  id: string;
  title: string;
  /** `event` */
  noun: string;
  days: readonly DayValue[];
  /** Of the preceding period: days more or fewer where it is another month. */
  preceding: readonly DayValue[];
}

/** With more days than that, weekends are too thin to be seen and weeks too many to be named. */
const MOST_WITH_WEEKS = 62;

/** Whether the weekends among so many days are shaded. */
export const showsWeekends = (days: number): boolean => days > 1 && days <= MOST_WITH_WEEKS;

/** Lines over days: this period's over its area, the preceding one's behind it. */
export function dayChart({ id, title, noun, days, preceding }: DayChart): Html {
  const height = heightFor(Math.max(...[...days, ...preceding].map(({ value }) => value)));
  const count = Math.max(days.length, preceding.length);
  const { width, left } = bandsOf(count);
  const middle = (index: number) => left(index) + width / 2;
  const slot = (day: DayValue | undefined) => day && { name: longDate(day.date), value: day.value };
  const slots = Array.from({ length: count }, (_, index): Slot => ({
    now: slot(days[index]),
    before: slot(preceding[index]),
  }));
  const weekends = showsWeekends(days.length)
    ? days.map(
        ({ date }, index) =>
          isWeekend(date) &&
          html`<rect
            class="weekend"
            x="${written(left(index))}%"
            y="${PLOT_TOP}"
            width="${written(width)}%"
            height="${PLOT}"
          />`,
      )
    : [];
  return figure({
    id,
    title,
    description: describe(days, preceding, noun),
    drawing: html`${weekends}${grid(height)}${curves(days, preceding, middle, height)}${gridLabels(height)}${peak(days, middle, height)}${days.map(
      ({ date }, index) => isNamed(days, index, date) && labelBelow(middle(index), dayLabel(days.length, date)),
    )}${slots.map((slot, index) => pointed(slot, left(index), width, noun))}`,
  });
}

/** Paths can't be in per cent, so they are drawn a hundred wide and stretched; their strokes are not. */
function curves(
  days: readonly DayValue[],
  preceding: readonly DayValue[],
  middle: (index: number) => number,
  { of }: Height,
): Html {
  // A line of one point has no length.
  if (days.length === 1) {
    const dot = (of_: DayValue | undefined, kind: string) =>
      of_ && html`<circle class="${kind}" cx="50%" cy="${written(of(of_.value))}" r="5" />`;
    return html`${dot(preceding[0], 'before')}${dot(days[0], 'now-fill')}`;
  }
  const points = (of_: readonly DayValue[]) => of_.map(({ value }, index) => [middle(index), of(value)] as const);
  return html`<svg
    viewBox="0 0 100 ${PLOT_TOP + PLOT}"
    width="100%"
    height="${PLOT_TOP + PLOT}"
    preserveAspectRatio="none"
  >
    <path class="area" d="${surface(points(days), of(0))}" />
    <path class="before" d="${curve(points(preceding))}" />
    <path class="now" d="${curve(points(days))}" />
  </svg>`;
}

/** The largest value, named in the drawing. */
function peak(days: readonly DayValue[], middle: (index: number) => number, { of }: Height): Html | undefined {
  const most = Math.max(...days.map(({ value }) => value));
  if (most === 0) return undefined;
  const index = days.findIndex(({ value }) => value === most);
  const x = written(middle(index));
  return html`<circle class="peak" cx="${x}%" cy="${written(of(most))}" r="4" /><text
      class="peak"
      x="${x}%"
      y="${written(of(most) - 9)}"
      text-anchor="${anchorAt(middle(index))}"
      >${whole(most)}</text
    >`;
}

/** With more days than that, every other month is named: twelve names do not fit on a phone. */
const MOST_WITH_MONTHS = 200;

/** Every day of a week, every week of a month, every other week of two, else months by their first day. */
function isNamed({ length }: readonly DayValue[], index: number, date: string): boolean {
  if (length <= 7) return true;
  if (length <= MOST_WITH_WEEKS) return index % (length <= 31 ? 7 : 14) === 0;
  const [month, day] = date.slice(5).split('-').map(Number);
  return day === 1 && (length <= MOST_WITH_MONTHS || (month ?? 0) % 2 === 1);
}

const dayLabel = (length: number, date: string): string =>
  length <= MOST_WITH_WEEKS ? shortDate(date) : shortMonth(date);

function describe(days: readonly DayValue[], preceding: readonly DayValue[], noun: string): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return '';
  const sorted = [...days].sort((one, other) => other.value - one.value);
  const [most, least] = [sorted[0] ?? first, sorted.at(-1) ?? first];
  const of = ({ date, value }: DayValue) => `${counted(value, noun)} on ${longDate(date)}`;
  const mostBefore = Math.max(...preceding.map(({ value }) => value));
  const now =
    days.length === 1 ? `${of(first)}.` : `From ${of(first)} to ${of(last)}; most ${of(most)}, least ${of(least)}.`;
  return `${now} At most ${whole(mostBefore)} on a day of the preceding period. The numbers of each day are in the table below.`;
}
