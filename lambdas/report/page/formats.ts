import { html, type Html } from '../../shared/html';
import type { Report } from '../report';
import { counted } from '../../shared/wording';
import { ranking } from './ranking';

export function formatsSection(report: Report): Html {
  const { formats, otherFormats } = report;
  return html`<section aria-labelledby="by-format">
    <h2 id="by-format">Formats</h2>
    ${
      formats.length === 0
        ? html`<p>There are none.</p>`
        : ranking(report, {
            id: 'formats',
            caption: 'The mark on a bar: the preceding period',
            head: 'Format',
            kind: 'format',
            rows: formats.map((row) => ({ name: row.format, row })),
          })
    }
    ${
      otherFormats.formats > 0 &&
      html`<p class="aside">
        ${counted(otherFormats.formats, 'more format')} had ${counted(otherFormats.events, 'event')} together.
      </p>`
    }
  </section>`;
}
