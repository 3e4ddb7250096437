import { html, type Html } from '../../../../lambdas/shared/html';
import {
  figure,
  grid,
  gridLabels,
  type Height,
  heightFor,
  labelBelow,
  PLOT,
  PLOT_TOP,
} from '../../../../lambdas/report/page/figure';
import { type Bands, bandsOf, curve, surface } from '../../../../lambdas/report/page/plot';
import { written } from '../../../../lambdas/report/page/scale';
import { cut, isNumber, type Result } from './result';

interface Point {
  readonly name: string;
  readonly value: number;
}

/** More bars are too thin to be told apart; a line may have a point for each day of two years. */
const MOST_BARS = 60;
const MOST_POINTS = 731;
/** Names below the plot, and their letters: more do not fit on a phone. */
const MOST_NAMES = 5;
const LETTERS = 10;

/** Two columns of a result, drawn: the first if each of its values is another, over the first of numbers beside it. */
export function resultChart({ columns, rows }: Result): Html | undefined {
  const of = columns.findIndex(({ type }, at) => at > 0 && isNumber(type));
  const [name, number] = [columns[0]?.name ?? '', columns[of]?.name ?? ''];
  const points = rows.map((row): Point => ({ name: row[0] ?? '', value: Number(row[of] ?? NaN) }));
  const names = new Set(points.map((point) => point.name));
  const days = points.every((point) => /^\d{4}-\d\d-\d\d/.test(point.name));
  const suits =
    of > 0 &&
    points.length > 1 &&
    points.length <= (days ? MOST_POINTS : MOST_BARS) &&
    names.size === points.length &&
    !names.has('') &&
    points.every(({ value }) => Number.isFinite(value) && value >= 0);
  if (!suits) return undefined;
  const ordered = days ? points.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : points;
  const height = heightFor(Math.max(...points.map(({ value }) => value)));
  const bands = bandsOf(points.length, days ? {} : { between: 0.25, outside: 0.125 });
  const step = Math.ceil(points.length / MOST_NAMES);
  return figure({
    id: 'result-chart',
    title: `${cut(number, 40)} by ${cut(name, 40)}`,
    description: described(ordered),
    drawing: html`${grid(height)}${days ? line(ordered, bands, height) : bars(ordered, bands, height)}${gridLabels(height)}${ordered.map(
      (point, at) => at % step === 0 && labelBelow(bands.left(at) + bands.width / 2, cut(point.name, LETTERS)),
    )}${ordered.map((point, at) => pointedAt(point, bands.left(at), bands.width))}`,
  });
}

/** What is shown where the pointer rests. */
const pointedAt = ({ name, value }: Point, x: number, width: number): Html =>
  html`<rect class="hit" x="${written(x)}%" y="${PLOT_TOP}" width="${written(width)}%" height="${PLOT}"
    ><title>${cut(name, 80)}: ${value}</title></rect
  >`;

const bars = (points: readonly Point[], { left, width }: Bands, { of }: Height): Html[] =>
  points.map(
    ({ value }, at) =>
      html`<rect
        class="now-fill"
        x="${written(left(at))}%"
        y="${written(of(value))}"
        width="${written(width)}%"
        height="${written(of(0) - of(value))}"
      />`,
  );

/** Paths can't be in per cent, so they are drawn a hundred wide and stretched; their strokes are not. */
function line(points: readonly Point[], { left, width }: Bands, { of }: Height): Html {
  const at = points.map(({ value }, index) => [left(index) + width / 2, of(value)] as const);
  return html`<svg viewBox="0 0 100 ${of(0)}" width="100%" height="${of(0)}" preserveAspectRatio="none">
    <path class="area" d="${surface(at, of(0))}" />
    <path class="now" d="${curve(at)}" />
  </svg>`;
}

function described(points: readonly Point[]): string {
  const ranked = points.toSorted((one, other) => other.value - one.value);
  const of = (point: Point | undefined) => point && `${point.value} at ${cut(point.name, 80)}`;
  return `${points.length} values: most ${of(ranked[0])}, least ${of(ranked.at(-1))}. All are in the table below.`;
}
