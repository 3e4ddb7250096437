import { html, type Html } from '../../shared/html';
import { counted, whole } from '../../shared/wording';
import { wholeTicks, written } from './scale';

/** All in CSS pixels. Widths are in per cent: text keeps its size on a phone, where a scaled drawing would shrink it. */
export const PLOT = 180;
const ABOVE = 22;
const BELOW = 24;
export const CHART_HEIGHT = ABOVE + PLOT + BELOW;
/** The baseline of the labels below the plot. */
const LABELS = ABOVE + PLOT + 17;

/** The heights of a chart whose largest value is `most`. */
export interface Height {
  ticks: readonly number[];
  /** From the top of the chart. */
  of: (value: number) => number;
}

export function heightFor(most: number): Height {
  const ticks = wholeTicks(most);
  const top = ticks.at(-1) ?? 1;
  return { ticks, of: (value) => ABOVE + PLOT * (1 - value / top) };
}

export const PLOT_TOP = ABOVE;

/** Lines across, behind what is drawn. */
export const grid = ({ ticks, of }: Height): Html[] =>
  ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${written(of(tick))}" y2="${written(of(tick))}" />`);

/** The lines' numbers, above their left ends and before what is drawn. */
export const gridLabels = ({ ticks, of }: Height): Html[] =>
  ticks
    .filter((tick) => tick > 0)
    .map((tick) => html`<text class="tick" x="0" y="${written(of(tick) - 4)}">${whole(tick)}</text>`);

/** A text below the plot; at its ends it is drawn inwards, so that nothing is cut off. */
export const labelBelow = (percent: number, text: string): Html =>
  html`<text class="label" x="${written(percent)}%" y="${LABELS}" text-anchor="${anchorAt(percent)}">${text}</text>`;

export const anchorAt = (percent: number): string => (percent < 6 ? 'start' : percent > 92 ? 'end' : 'middle');

/** `Sat 10 Oct 2026`, and its count. */
interface Named {
  name: string;
  value: number;
}

/** A day or an hour, of this period and of the preceding one: one of them may lack it. */
export interface Slot {
  now: Named | undefined;
  before: Named | undefined;
}

/** What is shown where the pointer rests, without a script: an area over the whole height with a title. */
export const pointed = ({ now, before }: Slot, x: number, width: number, noun: string): Html => {
  const lines = [now && `${now.name}: ${counted(now.value, noun)}`, before && `${before.name}: ${whole(before.value)}`];
  return html`<rect class="hit" x="${written(x)}%" y="${ABOVE}" width="${written(width)}%" height="${PLOT}"
    ><title>${lines.filter((line) => line !== undefined).join('\n')}</title></rect
  >`;
};

export interface Figure {
  /** Unique on the page. */
  id: string;
  title: string;
  /** What a reader sees in the drawing, for one who doesn't see it. */
  description: string;
  drawing: Html;
}

/** A chart, named and described for screen readers; the table with its numbers stands beside it. */
export const figure = ({ id, title, description, drawing }: Figure): Html =>
  html`<figure>
    <figcaption>${title}</figcaption>
    <svg
      class="chart"
      id="${id}"
      role="img"
      aria-labelledby="${id}-title ${id}-description"
      width="100%"
      height="${CHART_HEIGHT}"
    >
      <title id="${id}-title">${title}</title>
      <desc id="${id}-description">${description}</desc>
      ${drawing}
    </svg>
  </figure>`;

/** Which drawing is which period. The preceding one is a line over days, and a mark on a bar. */
export const legend = (now: string, before: string, kind: 'line' | 'mark'): Html =>
  html`<p class="legend">
    <span
      ><svg aria-hidden="true" width="22" height="10"><rect class="now-fill" width="22" height="10" rx="2" /></svg>
      ${now}</span
    >
    <span
      ><svg aria-hidden="true" width="22" height="10">
        <line class="${kind}" x1="0" x2="22" y1="5" y2="5" />
      </svg>
      ${before}</span
    >
  </p>`;
