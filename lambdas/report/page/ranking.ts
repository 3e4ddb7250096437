import { html, type Html } from '../../shared/html';
import { safeText } from '../../shared/safe-text';
import { written } from './scale';

/** What a row of a ranking is about: a name from outside, made fit to show, and below it a bar. */
export const named = (name: string, bar: Html): Html => html`<bdi>${safeText(name, 80)}</bdi>${bar}`;

/**
 * A bar as wide as its share of the longest one, with a mark where it ended in the preceding period. The cells beside it
 * say the same in numbers.
 */
export const bar = (value: number, before: number, most: number): Html =>
  html`<svg class="bar" aria-hidden="true" width="100%" height="14">
    <rect class="now-fill" width="${percent(value, most)}%" y="3" height="8" rx="2" />
    <line class="mark" x1="${percent(before, most)}%" x2="${percent(before, most)}%" y1="0" y2="14" />
  </svg>`;

/** The preceding period's mark may lie beyond the longest bar: it stays at the end. */
const percent = (value: number, most: number) => written(most === 0 ? 0 : Math.min(100, (100 * value) / most));
