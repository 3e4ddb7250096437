import { html, type Html, type Part } from '../../../lambdas/shared/html';
import { printable } from '../../../scripts/text/printable';
import { whole } from '../../../scripts/text/words';
import { type Context, type Refused, type ViewRequest } from '../view';

/** A part of a page that is fetched anew when one of these views has something new. Its `id` is unique on the page. */
export const region = (id: string, views: readonly string[], content: Part): Html =>
  html`<div id="${id}" data-live="${views.join(' ')}">${content}</div>`;

export const section = (title: string, content: Part, id?: string): Html =>
  html`<section${id !== undefined && html` id="${id}"`}><h2>${title}</h2>${content}</section>`;

export interface Column {
  readonly title: string;
  readonly number?: boolean;
  /** Where a click on its head leads: the same rows, by this column. */
  readonly sort?: { readonly to: string; readonly order?: 'ascending' | 'descending' };
}

/** Columns by their titles; one that is a number begins with `#`. */
export const columns = (...titles: readonly string[]): Column[] =>
  titles.map((title) => ({ title: title.replace('#', ''), number: title.startsWith('#') }));

/** A table in a frame of its own, which scrolls where it is wider than its window. */
export const table = (caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(head)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, at) => html`<td${columns[at]?.number === true && html` class="number"`}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

const head = ({ title, number = false, sort }: Column): Html =>
  html`<th scope="col" ${number && html` class="number"`}${sort?.order && html` aria-sort="${sort.order}"`}>
    ${sort ? html`<a href="${sort.to}">${title}${sort.order && (sort.order === 'ascending' ? ' ↑' : ' ↓')}</a>` : title}
  </th>`;

export const facts = (pairs: readonly (readonly [name: string, value: Part])[]): Html =>
  html`<dl class="facts">
    ${pairs.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

/** `good`, `bad` and `busy` are told by the word too: not by colour alone. */
export const badge = (text: string, tone: 'good' | 'bad' | 'busy' | 'plain' = 'plain'): Html =>
  html`<span class="badge ${tone}">${text}</span>`;

export const time = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace('T', ' ')}</time>`;

/** The form of an action; nothing where nothing can be done. */
export const form = (
  context: Context,
  view: string,
  action: string,
  content: Part,
  { upload = false } = {},
): Html | undefined =>
  context.live
    ? html`<form
        method="post"
        action="${context.link(view, [action])}"
        ${upload && html` enctype="multipart/form-data"`}
      >
        <input type="hidden" name="token" value="${context.actionToken}" />${content}
      </form>`
    : undefined;

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly type?: 'text' | 'date' | 'file' | 'hidden';
  readonly hint?: string;
}

/** A field with its label; what is wrong with it stands below it, and is read out with it. */
export function field({ refused }: ViewRequest, { name, label, value, type = 'text', hint }: Field): Html {
  const problem = refused?.problems[name];
  const given = refused?.values[name] ?? value;
  const about = [hint !== undefined && `${name}-hint`, problem !== undefined && `${name}-problem`]
    .filter(Boolean)
    .join(' ');
  return html`<p class="field">
    <label for="${name}">${label}</label
    ><input
      id="${name}"
      name="${name}"
      type="${type}"
      ${given !== undefined && html` value="${given}"`}${
        about !== '' && html` aria-describedby="${about}"`
      }${problem !== undefined && html` aria-invalid="true"`}
    />${
      hint !== undefined && html`<small id="${name}-hint">${hint}</small>`
    }${problem !== undefined && html`<strong class="problem" id="${name}-problem">${problem}</strong>`}
  </p>`;
}

/** What belongs to no field. */
export const problemOf = (refused: Refused | undefined): Html | undefined =>
  refused?.problems[''] === undefined
    ? undefined
    : html`<p class="note problem" role="alert">${refused.problems['']}</p>`;

/** No list has more rows on one page. */
export const PAGE = 200;

/** The page of a list that is asked for, and the links to the others; in a file, where they are. `at` counts from 1. */
export function paged<Row>(
  rows: readonly Row[],
  { query, whole: beside }: ViewRequest,
  to: (at: string) => string,
  [before, next]: readonly [string, string] = ['Newer', 'Older'],
): { readonly shown: readonly Row[]; readonly links: Html | undefined } {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const asked = Number(query.get('at') ?? '1');
  const at = Number.isInteger(asked) ? Math.min(Math.max(1, asked), pages) : 1;
  const shown = rows.slice((at - 1) * PAGE, at * PAGE);
  if (pages === 1) return { shown, links: undefined };
  if (beside !== undefined) {
    return { shown, links: html`<p class="pages">${whole(rows.length - shown.length)} more: in ${beside}.</p>` };
  }
  const links = html`<nav class="pages" aria-label="Pages of the list">
    ${at > 1 && html`<a rel="prev" href="${to(String(at - 1))}">${before}</a>`}
    <span>${whole((at - 1) * PAGE + 1)}–${whole((at - 1) * PAGE + shown.length)} of ${whole(rows.length)}</span>
    ${at < pages && html`<a rel="next" href="${to(String(at + 1))}">${next}</a>`}
  </nav>`;
  return { shown, links };
}

/** A text from outside, made fit to show: no longer than that, and nothing turns its neighbours around. */
export const cut = (text: string, most: number): string =>
  printable(text.length > most ? `${text.slice(0, most - 1)}…` : text);
export const shown = (text: string, most = 300): Html => html`<bdi>${cut(text, most)}</bdi>`;
