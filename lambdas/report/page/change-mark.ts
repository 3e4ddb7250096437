import { html, type Html } from '../../shared/html';
import { change } from '../../shared/wording';

/** A change in words, with an arrow and a colour that say the same. */
export function changeMark(now: number, before: number): Html {
  if (now === before) return html`<span class="change">no change</span>`;
  const [kind, arrow] = now > before ? ['up', '▲'] : ['down', '▼'];
  return html`<span class="change ${kind}"><span aria-hidden="true">${arrow}</span> ${change(now, before)}</span>`;
}
