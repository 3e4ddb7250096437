import {
  anchorAt,
  figure,
  type Figure,
  grid,
  gridLabels,
  heightFor,
  labelBelow,
  PLOT,
  PLOT_TOP,
} from '../../../lambdas/report/page/figure';
import { bandsOf, curve, surface } from '../../../lambdas/report/page/plot';
import { written } from '../../../lambdas/report/page/scale';
import { html, type Html } from '../../../lambdas/shared/html';

/** A place along the chart; without a value, nothing is drawn at it. */
export interface Point {
  /** Below the plot, of some of them. */
  readonly label: string;
  readonly value?: number;
  /** Where the pointer rests. */
  readonly title: string;
}

export interface Chart extends Omit<Figure, 'drawing'> {
  readonly kind: 'bars' | 'line';
  readonly points: readonly Point[];
  /** A line across, named. */
  readonly threshold?: { readonly value: number; readonly name: string };
}

/** Names below the plot: more do not fit on a phone. */
const MOST_NAMES = 5;

/** Values side by side, drawn as the report's page draws its own; none is negative. */
export function chart({ kind, points, threshold, ...about }: Chart): Html {
  const values = points.flatMap(({ value }) => value ?? []);
  const { of, ...lines } = heightFor(Math.max(1, threshold?.value ?? 0, ...values));
  const { width, left } = bandsOf(points.length, kind === 'line' ? {} : { between: 0.25, outside: 0.125 });
  const middle = (at: number) => left(at) + width / 2;
  const step = Math.ceil(points.length / MOST_NAMES);
  const height = { of, ...lines };
  // A value of 0 is another thing than none.
  const bar = (value: number, at: number) => {
    const tall = Math.max(2, of(0) - of(value));
    return html`<rect
      class="now-fill"
      x="${written(left(at))}%"
      y="${written(of(0) - tall)}"
      width="${written(width)}%"
      height="${written(tall)}"
    />`;
  };
  const drawn = points.flatMap(({ value }, at) => (value === undefined ? [] : [[middle(at), of(value)] as const]));
  return figure({
    ...about,
    drawing: html`${grid(height)}${
      kind === 'bars'
        ? points.map(({ value }, at) => value !== undefined && bar(value, at))
        : // Paths can't be in per cent, so they are drawn a hundred wide and stretched; their strokes are not.
          html`<svg viewBox="0 0 100 ${of(0)}" width="100%" height="${of(0)}" preserveAspectRatio="none">
            <path class="area" d="${surface(drawn, of(0))}" />
            <path class="now" d="${curve(drawn)}" />
          </svg>`
    }${gridLabels(height)}${threshold && across(of(threshold.value), threshold.name)}${points.map(
      ({ label, title }, at) =>
        html`${at % step === 0 && labelBelow(middle(at), label)}<rect
            class="hit"
            x="${written(left(at))}%"
            y="${PLOT_TOP}"
            width="${written(width)}%"
            height="${PLOT}"
            ><title>${title}</title></rect
          >`,
    )}`,
  });
}

const across = (y: number, name: string): Html =>
  html`<line class="threshold" x1="0" x2="100%" y1="${written(y)}" y2="${written(y)}" /><text
      class="threshold"
      x="100%"
      y="${written(y - 5)}"
      text-anchor="${anchorAt(100)}"
      >${name}</text
    >`;
