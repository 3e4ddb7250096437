import { html, type Html } from '../../shared/html';
import { levelled } from '../comparison';
import type { Report } from '../report';
import { counted, share, whole } from '../../shared/wording';
import { changeMark } from './change-mark';
import { bar, named } from './ranking';
import { table } from './table';

export function formatsSection(report: Report): Html {
  const { formats, otherFormats, total } = report;
  const most = formats[0]?.events ?? 0;
  return html`<section aria-labelledby="by-format">
    <h2 id="by-format">Formats</h2>
    ${
      formats.length === 0
        ? html`<p>There are none.</p>`
        : table({
            id: 'formats',
            caption: 'The mark on a bar: the preceding period',
            columns: [
              { name: 'Format', kind: 'text' },
              { name: 'Events', kind: 'number' },
              { name: 'Share', kind: 'number' },
              { name: 'Change', kind: 'number' },
              { name: 'Unique users', kind: 'number' },
              { name: 'Unique videos', kind: 'number' },
            ],
            rows: formats.map(({ format, events, users, videos, eventsBefore }) => [
              named(format, bar(events, levelled(report, eventsBefore), most)),
              whole(events),
              share(events, total.events),
              changeMark(events, levelled(report, eventsBefore)),
              whole(users),
              whole(videos),
            ]),
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
