import { html, type Html, type Part } from '../../shared/html';

export interface Table {
  /** Unique on the page. */
  id: string;
  caption: string;
  /** Each column's heading; numbers stand at the right. */
  columns: readonly { name: string; kind: 'text' | 'number' }[];
  /** A cell for each column; the first names the row. */
  rows: readonly (readonly Part[])[];
}

/** A table that scrolls sideways by itself where it does not fit, with the keyboard too. */
export const table = ({ id, caption, columns, rows }: Table): Html =>
  html`<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}-caption">
    <table id="${id}">
      <caption id="${id}-caption">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ name, kind }) => html`<th scope="col" class="${kind}">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, index) =>
                index === 0
                  ? html`<th scope="row" class="${columns[0]?.kind}">${cell}</th>`
                  : html`<td class="${columns[index]?.kind}">${cell}</td>`,
              )}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;

/** A table that is there for who wants the numbers. */
export const folded = (summary: string, content: Html): Html =>
  html`<details>
    <summary>${summary}</summary>
    ${content}
  </details>`;
